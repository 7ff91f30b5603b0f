#include "viz/serve/http.hpp"

#include <catch2/catch.hpp>

#include "viz/serve/access.hpp"
#include "viz/serve/order.hpp"

using namespace holdfast::serve;

namespace {

int status_of(std::string const& head) {
  try {
    read_head(head);
    return 200;
  } catch (Refused const& refused) {
    return refused.status;
  }
}

int admitted(Access const& access, std::string const& path, std::string const& headers) {
  try {
    access.admit(read_head("GET " + path + " HTTP/1.1\r\n" + headers + "\r\n"));
    return 200;
  } catch (Refused const& refused) {
    return refused.status;
  }
}

}  // namespace

TEST_CASE("a request is read with its path and its query decoded once", "[serve]") {
  Request const r = read_head("GET /api/scenario/a%2Fb?x=%252e&y=1%202 HTTP/1.1\r\nHost: h\r\nX-A:  b \r\n\r\n");
  CHECK(r.method == "GET");
  CHECK(r.path == "/api/scenario/a/b");
  CHECK(r.parameter("x") == "%2e");
  CHECK(r.parameter("y") == "1 2");
  CHECK(r.header("x-a") == "b");
  CHECK(r.parameter("z").empty());
}

TEST_CASE("what could be understood in two ways is refused", "[serve]") {
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n") == 400);
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n") == 411);
  CHECK(status_of("POST / HTTP/1.1\r\n\r\n") == 411);
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\nContent-Length: 1\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\nHost: h\n\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\nHost : h\r\n\r\n") == 400);
  CHECK(status_of("GET /a%0ab HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: 1048576\r\n\r\n") == 200);
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n") == 413);
  CHECK(status_of("POST / HTTP/1.1\r\nContent-Length: 18446744073709551617\r\n\r\n") == 413);
}

TEST_CASE("an answer carries the headers that lock it in", "[serve]") {
  std::string const text = sent_text({200, "application/json", "{}", {}});
  for (char const* line : {"HTTP/1.1 200 OK\r\n", "Content-Length: 2\r\n", "nosniff", "no-store", "no-referrer",
                           "Content-Security-Policy: default-src 'none'", "Connection: close\r\n\r\n{}"})
    CHECK(text.find(line) != std::string::npos);
}

TEST_CASE("tokens are compared whole", "[serve]") {
  CHECK(equal_in_constant_time("abc", "abc"));
  for (char const* other : {"", "ab", "abd", "abcd", "abcabc", "Abc"})
    CHECK_FALSE(equal_in_constant_time(other, "abc"));
  CHECK_FALSE(equal_in_constant_time("abc", ""));
  std::string const token = new_token();
  CHECK(token.size() == 48);
  CHECK(token != new_token());
}

TEST_CASE("only the own page with its token is let in", "[serve]") {
  Access const access(8080, "secret");
  std::string const host = "Host: 127.0.0.1:8080\r\n", token = "X-Holdfast-Token: secret\r\n";
  CHECK(admitted(access, "/api/runs", host + token) == 200);
  CHECK(admitted(access, "/?token=secret", host) == 200);
  CHECK(admitted(access, "/api/runs?token=secret", host) == 403);
  CHECK(admitted(access, "/", host + token) == 403);
  CHECK(admitted(access, "/api/runs", "Host: 127.0.0.1\r\n" + token) == 421);
  CHECK(admitted(access, "/api/runs", "Host: evil:8080\r\n" + token) == 421);
  CHECK(admitted(access, "/api/runs", host + token + "Origin: http://127.0.0.1:8080\r\n") == 200);
  CHECK(admitted(access, "/api/runs", host + token + "Origin: null\r\n") == 403);
}

TEST_CASE("an order of a run says what is wrong with it", "[serve]") {
  RunOrderText const order = read_order(R"({"scenario": "cliff-2024", "share": 0.01, "replicates": 5, "seed": null})");
  CHECK(order.run.scenario == "cliff-2024");
  CHECK(order.run.share == 0.01);
  CHECK(order.run.replicates == 5);
  CHECK_FALSE(order.run.seed.has_value());
  RunOrderText const own = read_order(R"({"scenario": {"name": "mine", "title_zh": "我的"}, "counties": [513401]})");
  CHECK(own.run.scenario.empty());
  CHECK(own.run.title_zh == "我的");
  CHECK(own.run.counties == std::vector<int>{513401});
  for (char const* wrong : {R"({})", R"({"scenario": 1})", R"({"scenario": "x", "share": 0})",
                            R"({"scenario": "x", "seed": 18446744073709551615})", R"({"scenario": "x", "more": 1})"})
    CHECK_THROWS_AS(read_order(wrong), Refused);
}

TEST_CASE("names of files are plain", "[serve]") {
  CHECK(plain_name("Cliff 2024 / 断崖") == "Cliff-2024");
  CHECK(plain_name("../../etc") == "etc");
  CHECK(plain_name("断崖") == "scenario");
}
