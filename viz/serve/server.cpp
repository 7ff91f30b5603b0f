#include "viz/serve/server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "model/core/errors.hpp"

namespace holdfast::serve {
namespace {

using Clock = std::chrono::steady_clock;

// Waits until the socket can be read or written; false when the time is up.
bool wait_for(int socket, short what, Clock::time_point until) {
  while (true) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return false;
    pollfd one{socket, what, 0};
    int const ready = poll(&one, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// Adds what has come to `text`; false at the end of the connection.
bool receive(int socket, std::string& text, Clock::time_point until) {
  if (!wait_for(socket, POLLIN, until))
    throw Refused(408, "too_slow", "The request did not arrive in time.", "Try again.");
  char buffer[16384];
  ssize_t const bytes = recv(socket, buffer, sizeof buffer, MSG_DONTWAIT);
  if (bytes > 0) text.append(buffer, static_cast<std::size_t>(bytes));
  return bytes > 0 || (bytes < 0 && (errno == EINTR || errno == EAGAIN));
}

bool send_all(int socket, std::string_view text) {
  auto const until = Clock::now() + time_to_take;
  while (!text.empty()) {
    if (!wait_for(socket, POLLOUT, until)) return false;
    ssize_t const bytes = send(socket, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (bytes < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (bytes > 0) text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

// Who is still sending when the answer is out would lose it with an abrupt close: take a little more, then go.
void close_gently(int socket) {
  shutdown(socket, SHUT_WR);
  auto const until = Clock::now() + std::chrono::milliseconds(500);
  char buffer[16384];
  while (wait_for(socket, POLLIN, until))
    if (recv(socket, buffer, sizeof buffer, MSG_DONTWAIT) <= 0) return;
}

// Empty = the connection ended before there was a request.
std::string read_until_body(int socket, std::string& text, Clock::time_point until) {
  while (true) {
    std::size_t const end = text.find("\r\n\r\n");
    if (end != std::string::npos && end + 4 <= most_head_bytes) {
      std::string head = text.substr(0, end + 4);
      text.erase(0, end + 4);
      return head;
    }
    if (text.size() > most_head_bytes)
      throw Refused(431, "head_too_large", fmt::format("The head is larger than {} bytes.", most_head_bytes));
    if (!receive(socket, text, until)) return "";
  }
}

// Nothing when the connection ended before the request was whole.
bool read_request(int socket, Handler const& handler, Request& out) {
  auto const until = Clock::now() + time_to_ask;
  std::string text;
  std::string const head = read_until_body(socket, text, until);
  if (head.empty()) return false;
  out = read_head(head);
  handler.admit(out);
  if (text.size() > out.body_bytes)
    throw Refused(400, "malformed_request", "More came than was announced.", "Send one request on each connection.");
  if (out.header("expect") == "100-continue" && !send_all(socket, "HTTP/1.1 100 Continue\r\n\r\n")) return false;
  while (text.size() < out.body_bytes)
    if (!receive(socket, text, until)) return false;
  text.resize(out.body_bytes);
  out.body = std::move(text);
  return true;
}

// Who opens an address in the browser reads a sentence; who asks for data gets data.
Response refusal(Request const& request, Refused const& refused) {
  if (request.path.empty() || request.path.starts_with("/api/")) return answer_of(refused);
  return {refused.status, "text/plain; charset=utf-8", fmt::format("{}\n{}\n", refused.what(), refused.hint), {}};
}

Response answered(Handler const& handler, Request const& request) {
  try {
    return handler.answer(request);
  } catch (Refused const& refused) {
    return refusal(request, refused);
  } catch (FileError const& e) {
    return answer_of(Refused(503, "machine", e.what(), "Is the disk full, or the folder of the results gone?"));
  } catch (std::bad_alloc const&) {
    return answer_of(Refused(503, "no_memory", "There is not enough memory for this.", "End other programs."));
  } catch (std::exception const& e) {
    return answer_of(Refused(500, "internal", e.what(), "The server goes on. Please report what you did."));
  }
}

}  // namespace

Server::Server(int port) {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  int const yes = 1;
  setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (socket_ < 0 || bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      listen(socket_, most_connections) != 0 ||
      getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::string const why = std::strerror(errno);
    if (socket_ >= 0) close(socket_);
    throw FileError(
        fmt::format("cannot listen on port {} of 127.0.0.1: {}. Without --port a free one is taken.", port, why));
  }
  port_ = ntohs(address.sin_port);
}

Server::~Server() { close(socket_); }

void Server::run(Handler const& handler, std::function<bool()> const& stop) {
  while (!stop()) {
    pollfd one{socket_, POLLIN, 0};
    if (poll(&one, 1, 200) > 0) accept_one(handler);
    join_ended();
  }
  {
    std::scoped_lock const lock(mutex_);
    for (Connection& c : connections_)
      if (c.reading && c.socket >= 0) shutdown(c.socket, SHUT_RDWR);
  }
  for (Connection& c : connections_) c.thread.join();
  connections_.clear();
}

void Server::join_ended() {
  for (auto c = connections_.begin(); c != connections_.end();) {
    if (!c->ended) {
      ++c;
      continue;
    }
    c->thread.join();
    c = connections_.erase(c);
  }
}

// The one that has been asking for the longest time gives way. False when all are being answered.
bool Server::make_room() {
  std::scoped_lock const lock(mutex_);
  int open = 0;
  for (Connection const& c : connections_) open += c.socket >= 0 && !c.ended;
  if (open < most_connections) return true;
  for (Connection& c : connections_)
    if (c.reading && c.socket >= 0) {
      shutdown(c.socket, SHUT_RDWR);
      c.reading = false;  // it is on its way out
      return true;
    }
  return false;
}

void Server::accept_one(Handler const& handler) {
  int const accepted = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
  if (accepted < 0) return;
  if (!make_room()) {
    Refused const busy(503, "busy", "Too many requests are being answered.", "Wait a moment and try again.");
    std::string const text = sent_text(answer_of(busy));
    [[maybe_unused]] ssize_t const sent = send(accepted, text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    close(accepted);
    return;
  }
  Connection& connection = connections_.emplace_back();
  connection.socket = accepted;
  try {
    connection.thread = std::thread([this, &connection, &handler] { serve_one(connection, handler); });
  } catch (std::system_error const&) {  // no more threads: this one is lost, the server is not
    close(accepted);
    connections_.pop_back();
  }
}

void Server::serve_one(Connection& connection, Handler const& handler) {
  int const socket = connection.socket;
  Request request;
  Response response;
  bool whole = true;
  try {
    whole = read_request(socket, handler, request);
    connection.reading = false;
    if (whole) response = answered(handler, request);
  } catch (Refused const& refused) {
    response = refusal(request, refused);
  } catch (std::exception const&) {  // no memory even for the request
    whole = false;
  }
  connection.reading = false;
  if (whole && send_all(socket, sent_text(response))) close_gently(socket);
  {
    std::scoped_lock const lock(mutex_);
    close(socket);
    connection.socket = -1;
  }
  connection.ended = true;
}

}  // namespace holdfast::serve
