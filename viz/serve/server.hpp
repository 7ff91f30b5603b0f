// Sockets: listens on 127.0.0.1 alone and answers each connection in a thread of its own. Nobody can hold it up: time,
// size and number of connections are bounded, and who is slow gives way to who comes.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "viz/serve/http.hpp"

namespace holdfast::serve {

inline constexpr int most_connections = 64;
inline constexpr std::chrono::seconds time_to_ask{10}, time_to_take{30};

struct Handler {
  std::function<void(Request const&)> admit;       // sees the head, before the body is read; throws Refused
  std::function<Response(Request const&)> answer;  // throws Refused
};

class Server {
 public:
  // Port 0 = any free one. Throws FileError when it cannot listen there.
  explicit Server(int port);
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  int port() const { return port_; }
  // Answers until `stop` says so (asked several times a second); returns when every connection has ended.
  void run(Handler const& handler, std::function<bool()> const& stop);

 private:
  struct Connection {
    int socket = -1;
    std::atomic<bool> reading{true}, ended{false};
    std::thread thread;
  };
  void accept_one(Handler const& handler);
  void serve_one(Connection& connection, Handler const& handler);
  void join_ended();
  bool make_room();

  int socket_ = -1, port_ = 0;
  std::mutex mutex_;  // of the sockets in connections_
  std::list<Connection> connections_;
};

}  // namespace holdfast::serve
