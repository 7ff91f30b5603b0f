// How a life is printed: a head, one line for each month in which something happened, one for each year.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "output/biography.hpp"
#include "output/text.hpp"

namespace holdfast {
namespace {

constexpr std::array<std::string_view, 7> slot_names{"none", "farm", "local", "migrant", "post", "jobless", "unable"};
constexpr std::array<std::string_view, 3> grade_names{"safe", "grade C", "grade D"};
constexpr std::array<std::string_view, 3> class_titles{"lifted-out household 脱贫户", "marginal household 边缘户",
                                                       "ordinary household 一般户"};
constexpr int month_width = 9;

std::string money(double yuan) { return format_number(yuan, 0); }
std::string money(Fen amount) { return money(static_cast<double>(amount) / 100); }

std::string labour_of(HouseholdRow const& r) {
  std::string out;
  std::uint8_t const state[] = {r.slot_0, r.slot_1, r.slot_2, r.slot_3},
                     age[] = {r.slot_age_0, r.slot_age_1, r.slot_age_2, r.slot_age_3};
  for (std::size_t k = 0; k < labour_slots; ++k)
    if (state[k] != 0) out += fmt::format("{}{} ({})", out.empty() ? "" : ", ", slot_names[state[k]], age[k]);
  return out.empty() ? "nobody able to work" : out;
}

std::string persons_of(HouseholdRow const& r) {
  std::string out;
  auto const add = [&](int n, std::string_view band) {
    if (n > 0) out += fmt::format("{}{} of {}", out.empty() ? "" : ", ", n, band);
  };
  add(r.persons_0_5, "0-5");
  add(r.persons_6_15, "6-15");
  add(r.persons_16_18, "16-18");
  add(r.persons_19_59, "19-59");
  add(r.persons_60_plus, "60 and over");
  return out;
}

std::string run_text(Biography const& life) {
  return fmt::format("{}, replicate {}, {:g} % of households", life.scenario, life.replicate,
                     life.households_share * 100);
}

std::string head_text(Biography const& life) {
  HouseholdRow const& r = life.first;
  std::string out =
      fmt::format("Household {} in {} {} ({}), village {}: {}\n", life.id, life.county, life.county_zh, life.adcode,
                  life.village, class_titles[static_cast<std::size_t>(life.household_class)]);
  out += wrap(fmt::format("In {}: {} members ({}), {} away, {} chronically ill, {} disabled; labour {}; {:.1f} mu; "
                          "house {}; savings {}, debt {}, livestock and tools {} yuan{}{}",
                          life.first_month.text(), r.members, persons_of(r), r.away, r.chronic, r.disabled,
                          labour_of(r), r.land_mu, grade_names[std::min<std::size_t>(r.house_grade, 2)],
                          money(r.savings), money(r.debt), money(r.capital), r.dibao != 0 ? "; on dibao" : "",
                          r.category != 0 ? fmt::format("; on the register as {}", category_names[r.category]) : ""),
              4, true);
  return out + "\n";
}

std::string joined(std::vector<LifeEvent> const& events) {
  std::string out;
  for (LifeEvent const& event : events) out += (out.empty() ? "" : "; ") + event.text;
  return out;
}

std::string year_text(LifeYear const& y) {
  return fmt::format("income {} a head (poverty line {}, monitoring line {}), out of pocket {}, savings {}, debt {}{}",
                     money(y.income_yuan), money(y.poverty_line_yuan), money(y.monitoring_line_yuan),
                     money(y.out_of_pocket_yuan), money(y.savings_yuan), money(y.debt_yuan),
                     y.months_in_need == 0 ? std::string() : fmt::format("; {} months in need", y.months_in_need));
}

LifeYear const* year_ending(Biography const& life, Month month) {
  if (month.month_of_year() != 12) return nullptr;
  for (LifeYear const& y : life.years)
    if (y.year == month.year()) return &y;
  return nullptr;
}

std::vector<std::string> lines_of(std::string const& text, int width) {
  std::string const wrapped = wrap(text, 0, true, width);
  std::vector<std::string> out;
  for (std::size_t from = 0; from < wrapped.size();) {
    std::size_t const end = std::min(wrapped.find('\n', from), wrapped.size());
    out.push_back(wrapped.substr(from, end - from));
    from = end + 1;
  }
  return out;
}

LifeMonth const* month_of(Biography const& life, Month month) {
  for (LifeMonth const& m : life.months)
    if (m.month == month) return &m;
  return nullptr;
}

// Two texts beside each other, under one label.
std::string beside(std::string const& label, std::string const& a, std::string const& b) {
  int const width = (terminal_columns - month_width - 2) / 2;
  auto const left = lines_of(a, width), right = lines_of(b, width);
  std::string out;
  for (std::size_t k = 0; k < std::max(left.size(), right.size()); ++k) {
    std::string line = pad_right(k == 0 ? label : "", month_width) +
                       pad_right(k < left.size() ? left[k] : "", width + 2) + (k < right.size() ? right[k] : "");
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

nlohmann::ordered_json json_of(Biography const& life) {
  using Json = nlohmann::ordered_json;
  auto months = Json::array(), years = Json::array();
  for (LifeMonth const& m : life.months) {
    auto events = Json::array();
    for (LifeEvent const& e : m.events) {
      LifeEventInfo const& info = life_event_infos[static_cast<std::size_t>(e.kind)];
      events.push_back({{"kind", info.key}, {"title", info.title}, {"title_zh", info.title_zh}, {"text", e.text}});
    }
    if (!events.empty()) months.push_back({{"month", m.month.text()}, {"events", events}});
  }
  for (LifeYear const& y : life.years)
    years.push_back({{"year", y.year},
                     {"income_yuan", y.income_yuan},
                     {"poverty_line_yuan", y.poverty_line_yuan},
                     {"monitoring_line_yuan", y.monitoring_line_yuan},
                     {"out_of_pocket_yuan", y.out_of_pocket_yuan},
                     {"savings_yuan", y.savings_yuan},
                     {"debt_yuan", y.debt_yuan},
                     {"members", y.members},
                     {"months_in_need", y.months_in_need}});
  return Json{{"household", life.id},
              {"scenario", life.scenario},
              {"replicate", life.replicate},
              {"households_share", life.households_share},
              {"adcode", life.adcode},
              {"county", life.county},
              {"county_zh", life.county_zh},
              {"village", life.village},
              {"household_class", household_class_names[static_cast<std::size_t>(life.household_class)]},
              {"first_month", life.first_month.text()},
              {"members", life.first.members},
              {"land_mu", life.first.land_mu},
              {"months", months},
              {"years", years}};
}

}  // namespace

std::string first_different_month(Biography const& a, Biography const& b) {
  auto const all = [](Biography const& one, Biography const& other) {
    for (LifeMonth const& m : one.months) {
      LifeMonth const* const same = month_of(other, m.month);
      if (same == nullptr || same->digest != m.digest) return m.month.text();
    }
    return std::string();
  };
  std::string const from_a = all(a, b), from_b = all(b, a);
  return from_a.empty() ? from_b : from_b.empty() ? from_a : std::min(from_a, from_b);
}

std::string biography_text(Biography const& life) {
  std::string out = head_text(life) + run_text(life) + "\n\n";
  for (LifeMonth const& m : life.months) {
    if (!m.events.empty())
      out += pad_right(m.month.text(), month_width) + wrap(joined(m.events), month_width, true) + "\n";
    if (LifeYear const* const y = year_ending(life, m.month))
      out += pad_right(std::to_string(y->year) + ":", month_width) + wrap(year_text(*y), month_width, true) + "\n";
  }
  return out;
}

std::string biographies_text(Biography const& a, Biography const& b) {
  std::string out = head_text(a);
  if (digest(a.first) != digest(b.first)) out += "Under B already another one when the run begins.\n";
  out += "\n" + beside("", "A: " + run_text(a), "B: " + run_text(b)) + "\n";
  std::string const different = first_different_month(a, b);
  Month const first = std::min(a.months.front().month, b.months.front().month);
  Month const last = std::max(a.months.back().month, b.months.back().month);
  for (Month month = first; month <= last; month = month + 1) {
    LifeMonth const* const in_a = month_of(a, month);
    LifeMonth const* const in_b = month_of(b, month);
    if (month.text() == different) out += fmt::format("-------- {}: the first month that differs\n", different);
    std::string const text_a = in_a ? joined(in_a->events) : "", text_b = in_b ? joined(in_b->events) : "";
    if (!text_a.empty() || !text_b.empty()) out += beside(month.text(), text_a, text_b);
    LifeYear const *const year_a = year_ending(a, month), *const year_b = year_ending(b, month);
    if (year_a != nullptr || year_b != nullptr)
      out += beside(std::to_string(month.year()) + ":", year_a ? year_text(*year_a) : "",
                    year_b ? year_text(*year_b) : "");
  }
  if (different.empty()) out += "Both lives are the same in every month.\n";
  return out;
}

std::string biography_json(std::vector<Biography> const& lives) {
  if (lives.size() == 1) return json_of(lives[0]).dump(1) + "\n";
  std::string const different = first_different_month(lives[0], lives[1]);
  nlohmann::ordered_json out{{"a", json_of(lives[0])}, {"b", json_of(lives[1])}};
  out["first_different_month"] = different.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(different);
  return out.dump(1) + "\n";
}

}  // namespace holdfast
