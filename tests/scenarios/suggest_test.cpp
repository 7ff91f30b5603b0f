// Distances by hand, and when a suggestion is made.
#include <catch2/catch.hpp>

#include "scenarios/suggest.hpp"

using namespace holdfast;

TEST_CASE("an edit is an insertion, a deletion, a replacement or a swap of neighbours", "[scenarios]") {
  CHECK(edit_distance("dibao", "dibao") == 0);
  CHECK(edit_distance("dibao", "dibaoo") == 1);
  CHECK(edit_distance("dibao", "ibao") == 1);
  CHECK(edit_distance("dibao", "dobao") == 1);
  CHECK(edit_distance("dibao", "diboa") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
}

TEST_CASE("a slip of the pen is corrected, another word is not", "[scenarios]") {
  std::vector<std::string> const names{"dibao", "tekun", "pension", "line_yuan"};
  CHECK(nearest("dibo", names) == "dibao");
  CHECK(nearest("penison", names) == "pension");
  CHECK(nearest("line", names) == "line_yuan");
  CHECK(nearest("tourism", names).empty());
  CHECK(nearest("", names).empty());
  CHECK(did_you_mean("tekum", names) == " Did you mean \"tekun\"?");
}
