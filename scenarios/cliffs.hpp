// Support cliffs: where one more yuan of own income costs a household more than one yuan of support. Found by asking
// the pure rules of a scenario's instruments about hypothetical households, income by income.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/scenario.hpp"

namespace holdfast {

// A household that is asked about. Its own income is spread evenly over the year.
struct Example {
  HouseholdClass household_class = HouseholdClass::lifted_out;
  int members = 2;
  bool worker = true;        // one member of working age, at work
  bool old = false;          // one member of 65
  bool pupil = false;        // one member of 10
  bool disabled = false;     // one member, severely
  bool listed = false;       // on the monitoring register
  std::string text() const;  // "lifted-out household of 3 with a worker and a pupil, listed"
};

// Examples of every class, size, labour and listing.
std::vector<Example> examples();

// What the household would be paid in the year of `month` at this own income (yuan a year), by instrument in the order
// of the ledger: benefits in cash and the subsidy of its premiums. Entitlements are those of a review at that income;
// it applies, passes the property test, and no error is made.
std::vector<double> support_yuan(Scenario const& scenario, Month month, CountyClass county, Example const& example,
                                 double own_income_yuan);

struct Cliff {
  Month month;
  CountyClass county = CountyClass::other;
  Example example;
  double income_yuan = 0;       // of the year, before the step
  double loss_yuan = 0;         // of support in the year, over the step of one yuan
  std::string_view instrument;  // that loses most
  int instruments_lost = 0;     // how many lose
};

// All cliffs of an example in a month: steps of 100 yuan up to `highest` are looked at, those in which support falls by
// more than 100 yuan are halved down to one yuan. Falls of less than 100 yuan in such a step are not seen.
std::vector<Cliff> find_cliffs(Scenario const& scenario, Month month, CountyClass county, Example const& example,
                               double highest);

// Over examples, in July of every year of the run, in counties of class `county`.
std::vector<Cliff> find_cliffs(Scenario const& scenario, CountyClass county = CountyClass::other);

// The largest cliff of each instrument and year, one line each.
std::string cliffs_text(std::vector<Cliff> const& cliffs);
std::string cliffs_csv(std::vector<Cliff> const& cliffs);
// Income and support of the household with the largest cliff, as a drawing.
std::string cliffs_svg(Scenario const& scenario, std::vector<Cliff> const& cliffs);

}  // namespace holdfast
