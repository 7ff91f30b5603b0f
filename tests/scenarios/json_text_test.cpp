// Places of values in a text, duplicate keys, and what is said of broken JSON.
#include <catch2/catch.hpp>

#include "scenarios/json_text.hpp"

using namespace holdfast;

namespace {

JsonText good(std::string const& text) {
  std::vector<Problem> problems;
  JsonText out = parse_json(text, "x.json", problems);
  REQUIRE(problems.empty());
  return out;
}

std::string bad(std::string const& text) {
  std::vector<Problem> problems;
  parse_json(text, "x.json", problems);
  REQUIRE(problems.size() == 1);
  return problems[0].text();
}

}  // namespace

TEST_CASE("columns count characters, so that Chinese text shifts nothing", "[scenarios]") {
  JsonText const t = good("{\"名称\": \"四川\", \"n\": 1,\n  \"中文键\": {\"a\": [10, 20]}}");
  CHECK(t.places.at("/名称").key.column == 2);
  CHECK(t.places.at("/名称").value.column == 8);
  CHECK(t.places.at("/n").key.column == 14);
  CHECK(t.places.at("/n").value.column == 19);
  CHECK(t.places.at("/中文键").key.line == 2);
  CHECK(t.places.at("/中文键").key.column == 3);
  CHECK(t.places.at("/中文键/a/0").value.column == 17);
  CHECK(t.places.at("/中文键/a/1").value.column == 21);
}

TEST_CASE("a byte order mark is no character and line ends may be Windows ones", "[scenarios]") {
  JsonText const t = good("\xEF\xBB\xBF{\"a\": 1,\r\n\"b\": 2}\r\n");
  CHECK(t.places.at("/a").key.column == 2);
  CHECK(t.places.at("/b").key.line == 2);
  CHECK(t.places.at("/b").key.column == 1);
}

TEST_CASE("keys with escapes, slashes and tildes become pointer steps", "[scenarios]") {
  JsonText const t = good(R"({"a/b~c": 1, "q\"\u4e2d": {"}": "{,:"}})");
  CHECK(t.places.contains("/a~1b~0c"));
  CHECK(t.places.contains("/q\"中/}"));
  CHECK(t.places.size() == 4);  // with the whole document
}

TEST_CASE("a duplicate key names both lines", "[scenarios]") {
  CHECK(bad("{\"a\": {\"b\": 1,\n \"b\": 2}}") == "x.json:2:2: /a/b is written twice (first in line 1). Keep one.");
}

TEST_CASE("a syntax error says where and what to do", "[scenarios]") {
  CHECK(bad("{\"中文\": 1,}") ==
        "x.json:1:10: is not valid JSON: unexpected '}'; expected string literal. Remove the comma before it.");
  CHECK(bad("{\"a\": 1\n \"b\": 2}") ==
        "x.json:2:2: is not valid JSON: unexpected string literal; expected '}'. Is a comma missing before it?");
  CHECK(bad("{\"a\": NaN}") == "x.json:1:7: is not valid JSON: invalid literal. Numbers are finite.");
  CHECK(bad("{\"a\": 1e999}") == "x.json:1:7: is not valid JSON: number overflow parsing '1e999'.");
  CHECK(bad("{\"a\"：1}") ==
        "x.json:1:5: is not valid JSON: invalid literal. It is a full-width character: JSON needs the ASCII one.");
  CHECK(bad("{ // why\n}") ==
        "x.json:1:3: is not valid JSON: invalid literal. JSON has no comments: use a \"note\" key.");
  CHECK(bad("{\"a\": 1") ==
        "x.json:1:8: is not valid JSON: unexpected end of input; expected '}'. Is a closing bracket missing?");
  CHECK(bad(" \n") == "x.json: the file is empty; a JSON object is needed.");
}

TEST_CASE("sixty-four levels are read, a hundred thousand are refused and not recursed into", "[scenarios]") {
  CHECK(good(std::string(64, '[') + std::string(64, ']')).places.size() == 64);
  CHECK(bad(std::string(100000, '[')) == "x.json: is nested more than 64 levels deep.");
}

TEST_CASE("the hash is FNV-1a over the bytes", "[scenarios]") {
  CHECK(hex(fnv1a64("")) == "cbf29ce484222325");
  CHECK(hex(fnv1a64("a")) == "af63dc4c8601ec8c");  // published test vector
}
