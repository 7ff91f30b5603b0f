// Support cliffs: where one more yuan of own income costs a household more than one yuan of support.
#include "scenarios/cliffs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "model/modules.hpp"

namespace holdfast {

namespace {

constexpr double step_yuan = 100;
constexpr double rounding_yuan = 0.5;  // a year's payments are twelve amounts, each rounded to the fen

// One household in a county of its own.
struct Asked {
  Households rows;
  Block b;
  Now now;

  Asked(Scenario const& scenario, Month month, CountyClass county, Example const& e, double own_yuan) {
    rows.resize({1, 1, 1});
    rows.class_end = rows.class_capacity;
    b = rows.whole(e.household_class);
    now.month = month;
    now.month_of_year = month.month_of_year();
    now.county_class = county;
    now.poverty_line_yuan = scenario.plan<Needs>().at(month, county).poverty_line_yuan;
    now.monitoring_line_yuan = scenario.plan<MonitoringLine>().at(month, county).line_yuan;
    b.members[0] = static_cast<std::uint8_t>(e.members);
    b.persons_60_plus[0] = e.old;
    b.persons_6_15[0] = e.pupil;
    b.persons_19_59[0] = static_cast<std::uint8_t>(std::max(0, e.members - e.old - e.pupil));
    b.disabled[0] = b.severely_disabled[0] = e.disabled;
    b.insured[0] = 1;
    b.category[0] = static_cast<std::uint8_t>(e.listed ? Category::unstable : Category::none);
    b.slot_0[0] = static_cast<std::uint8_t>(e.worker ? Slot::local : Slot::unable);
    b.slot_age_0[0] = e.worker ? 40 : 65;
    set_income(own_yuan);
  }
  void set_income(double own_yuan) {
    b.wages[0] = static_cast<Fen>(own_yuan * 100 / 12 + 0.5) * (b.slot_age_0[0] < 60 ? 1 : 0);
    b.income_register_12[0] = b.income_survey[0] = static_cast<Fen>(own_yuan * 100 + 0.5);
  }
};

// Who applies and is judged rightly: just past those who would be let in by mistake.
float luck_of(Dibao::Params const& p) {
  float const applies = p.take_up_share * p.property_pass_share;
  return std::min(0.999f, p.inclusion_error_share) * applies;
}

// Reviews decide, in the order of the instruments; the pension counts as income where a rule exempts it again.
void review(Scenario const& scenario, Asked& asked) {
  auto const ask = [&]<class P>(Plan<P> const& plan) {
    if constexpr (Reviews<P>) {
      if (!plan.on) return;
      auto const& p = plan.at(asked.now.month, asked.now.county_class, asked.b.household_class);
      float luck = 0;
      if constexpr (std::is_same_v<P, Dibao>) luck = luck_of(p);
      P::review(p, asked.now, asked.b, 0, luck);
    }
  };
  std::apply([&](auto const&... plan) { (ask(plan), ...); }, scenario.policies);
}

template <class P>
double paid_in_year(Plan<P> const& plan, Asked& asked) {
  auto const& p = plan.at(asked.now.month, asked.now.county_class, asked.b.household_class);
  auto const paid = [&](Now const& now) -> double {
    if constexpr (requires { P::pays_in(now); })
      if (!P::pays_in(now)) return 0;
    if constexpr (TakesLuck<P>)
      return P::relief(p, now, asked.b, 0, 0.0f);
    else
      return P::relief(p, now, asked.b, 0);
  };
  if constexpr (requires { P::pays_in(asked.now); }) {
    double sum = 0;
    Now now = asked.now;
    for (now.month_of_year = 1; now.month_of_year <= 12; ++now.month_of_year) sum += paid(now);
    return sum / 100;
  }
  return 12 * paid(asked.now) / 100;
}

double premium_paid(Scenario const& scenario, Asked const& asked) {
  auto const& plan = scenario.plan<PremiumSubsidy>();
  auto const& basic = scenario.plan<BasicInsurance>();
  if (!plan.on || !basic.on) return 0;
  auto const& p = plan.at(asked.now.month, asked.now.county_class, asked.b.household_class);
  Fen const premium = fen(basic.at(asked.now.month, asked.now.county_class, asked.b.household_class).premium_yuan);
  Block const& b = asked.b;
  Fen const person = PremiumSubsidy::a_person(p, premium, b.tekun[0] != 0, b.dibao[0] != 0, b.category[0] != 0,
                                              b.household_class == HouseholdClass::lifted_out);
  return static_cast<double>(person) * b.members[0] / 100;
}

void ask_support(Scenario const& scenario, Asked& asked, double own_yuan, std::vector<double>& out) {
  Block const& b = asked.b;
  b.dibao[0] = b.tekun[0] = b.dibao_months[0] = b.dibao_exit_months[0] = 0;
  b.dibao_topup[0] = 0;
  auto const& pension = scenario.plan<Pension>();
  double pension_yuan = 0;
  if (pension.on) pension_yuan = paid_in_year(pension, asked);
  asked.set_income(own_yuan);
  b.income_register_12[0] += static_cast<Fen>(pension_yuan * 100 + 0.5);
  review(scenario, asked);
  std::size_t row = 0;
  auto const add = [&]<class P>(Plan<P> const& plan) {
    double& yuan = out[row++];
    yuan = 0;
    if constexpr (PaysCash<P>) {
      if (plan.on) yuan = paid_in_year(plan, asked);
    } else if constexpr (std::is_same_v<P, PremiumSubsidy>) {
      yuan = premium_paid(scenario, asked);
    }
  };
  std::apply([&](auto const&... plan) { (add(plan), ...); }, scenario.policies);
}

double total(std::vector<double> const& support) {
  double sum = 0;
  for (double const yuan : support) sum += yuan;
  return sum;
}

std::vector<std::string_view> keys_of(Scenario const& scenario) {
  std::vector<std::string_view> out;
  auto const add = [&]<class P>(Plan<P> const&) { out.push_back(P::key); };
  std::apply([&](auto const&... plan) { (add(plan), ...); }, scenario.policies);
  return out;
}

constexpr std::array<std::string_view, household_classes> class_words{"lifted-out", "marginal", "ordinary"};

}  // namespace

std::string Example::text() const {
  std::string with;
  auto const add = [&with](bool there, char const* what) {
    if (there) with += (with.empty() ? " with " : " and ") + std::string(what);
  };
  add(worker, "a worker");
  add(old, "a member of 65");
  add(pupil, "a pupil");
  add(disabled, "a severely disabled member");
  return fmt::format("{} household of {}{}{}", class_words[static_cast<std::size_t>(household_class)], members, with,
                     listed ? ", listed" : "");
}

std::vector<Example> examples() {
  std::vector<Example> out;
  for (int c = 0; c < household_classes; ++c)
    for (int const members : {1, 2, 4})
      for (int const kind : {0, 1, 2, 3})  // plain, old, with a pupil, disabled
        for (bool const worker : {true, false})
          for (bool const listed : {false, true}) {
            if (members - (kind == 1) - (kind == 2) < (worker ? 1 : 0)) continue;
            if (kind == 2 && members < 2) continue;
            out.push_back({static_cast<HouseholdClass>(c), members, worker, kind == 1, kind == 2, kind == 3, listed});
          }
  return out;
}

std::vector<double> support_yuan(Scenario const& scenario, Month month, CountyClass county, Example const& example,
                                 double own_income_yuan) {
  Asked asked(scenario, month, county, example, own_income_yuan);
  std::vector<double> out(static_cast<std::size_t>(instruments));
  ask_support(scenario, asked, own_income_yuan, out);
  return out;
}

std::vector<Cliff> find_cliffs(Scenario const& scenario, Month month, CountyClass county, Example const& example,
                               double highest) {
  std::vector<Cliff> out;
  std::vector<std::string_view> const keys = keys_of(scenario);
  Asked asked(scenario, month, county, example, 0);
  std::vector<double> before(keys.size()), after(keys.size());
  auto const support = [&](double yuan) {
    ask_support(scenario, asked, yuan, after);
    return total(after);
  };
  double last = support(0);
  for (double income = 0; income < highest; income += step_yuan) {
    double const next = support(income + step_yuan);
    if (last - next > step_yuan + rounding_yuan) {
      double low = income, high = income + step_yuan, at_low = last, at_high = next;
      while (high - low > 1) {  // into the half that loses more
        double const middle = std::floor((low + high) / 2), here = support(middle);
        bool const first = at_low - here > here - at_high;
        (first ? high : low) = middle;
        (first ? at_high : at_low) = here;
      }
      ask_support(scenario, asked, low, before);
      ask_support(scenario, asked, high, after);
      Cliff cliff{month, county, example, low, at_low - at_high, "", 0};
      double most = 0;
      for (std::size_t i = 0; i < keys.size(); ++i) {
        double const lost = before[i] - after[i];
        cliff.instruments_lost += lost > 1;
        if (lost > most) most = lost, cliff.instrument = keys[i];
      }
      if (cliff.loss_yuan > 1 + rounding_yuan) out.push_back(cliff);
    }
    last = next;
  }
  return out;
}

std::vector<Cliff> find_cliffs(Scenario const& scenario, CountyClass county) {
  std::vector<Cliff> out;
  constexpr double highest_a_head = 18000;
  for (Month month = Month::of(scenario.start.year(), 7); month < scenario.start + scenario.months; month = month + 12)
    for (Example const& example : examples())
      for (Cliff const& cliff : find_cliffs(scenario, month, county, example, highest_a_head * example.members))
        out.push_back(cliff);
  return out;
}

std::string cliffs_text(std::vector<Cliff> const& cliffs) {
  struct Group {
    Cliff largest;
    int n = 0;
  };
  std::map<std::pair<int, std::string_view>, Group> groups;
  for (Cliff const& c : cliffs) {
    Group& g = groups[{c.month.year(), c.instrument}];
    if (++g.n == 1 || c.loss_yuan > g.largest.loss_yuan) g.largest = c;
  }
  std::string out;
  for (auto const& [key, g] : groups) {
    Cliff const& c = g.largest;
    out += fmt::format(
        "cliff: {} {}: a {} with {:.0f} yuan a year of its own loses {:.0f} yuan a year of support for one yuan "
        "more{}; "
        "{} like it\n",
        c.month.text(), c.instrument, c.example.text(), c.income_yuan, c.loss_yuan,
        c.instruments_lost > 1 ? fmt::format(" ({} instruments at once)", c.instruments_lost) : "",
        g.n == 1 ? "no other" : fmt::format("{} cliffs", g.n));
  }
  return out.empty() ? "no cliff: nowhere does one yuan more of own income lose more than one yuan of support\n" : out;
}

std::string cliffs_csv(std::vector<Cliff> const& cliffs) {
  std::string out =
      "month,county_class,household_class,members,worker,old,pupil,disabled,listed,income_yuan,loss_yuan,instrument\n";
  for (Cliff const& c : cliffs)
    out += fmt::format("{},{},{},{},{:d},{:d},{:d},{:d},{:d},{:.0f},{:.2f},{}\n", c.month.text(),
                       county_class_names[static_cast<std::size_t>(c.county)],
                       household_class_names[static_cast<std::size_t>(c.example.household_class)], c.example.members,
                       c.example.worker, c.example.old, c.example.pupil, c.example.disabled, c.example.listed,
                       c.income_yuan, c.loss_yuan, c.instrument);
  return out;
}

std::string cliffs_svg(Scenario const& scenario, std::vector<Cliff> const& cliffs) {
  auto const largest = std::max_element(cliffs.begin(), cliffs.end(),
                                        [](Cliff const& a, Cliff const& b) { return a.loss_yuan < b.loss_yuan; });
  Cliff const shown =
      largest == cliffs.end() ? Cliff{scenario.start, CountyClass::other, {}, 6000, 0, "", 0} : *largest;
  constexpr double width = 760, height = 420, left = 70, bottom = 50, top = 60;
  double const x_most = std::max(2 * shown.income_yuan, 6000.0);
  std::vector<std::pair<double, double>> curve;  // own income, support
  double y_most = 1;
  for (int i = 0; i <= 400; ++i) {
    double const income = x_most * i / 400;
    double const support = total(support_yuan(scenario, shown.month, shown.county, shown.example, income));
    curve.emplace_back(income, support);
    y_most = std::max(y_most, income + support);
  }
  auto const x = [&](double yuan) { return left + (width - left - 20) * yuan / x_most; };
  auto const y = [&](double yuan) { return height - bottom - (height - bottom - top) * yuan / y_most; };
  auto const line = [&](char const* colour, bool with_own) {
    std::string points;
    for (auto const& [income, support] : curve)
      points += fmt::format("{:.1f},{:.1f} ", x(income), y(support + (with_own ? income : 0)));
    return fmt::format("<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"2\" points=\"{}\"/>\n", colour, points);
  };
  auto const words = [](double at_x, double at_y, std::string const& text, char const* more = "") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", at_x, at_y, more, text);
  };
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" font-family=\"sans-serif\" "
      "font-size=\"13\">\n<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"white\"/>\n",
      width, height);
  out += words(left, 24, fmt::format("{}, {}: {}", scenario.name, shown.month.text(), shown.example.text()),
               "font-size=\"15\"");
  out += words(left, 44, "blue: support; black: own income and support; red: where one more yuan loses more than one");
  out += fmt::format("<path d=\"M{0:.1f} {1:.1f} V{2:.1f} H{3:.1f}\" fill=\"none\" stroke=\"grey\"/>\n", left, top,
                     height - bottom, width - 20);
  for (int i = 0; i <= 4; ++i) {
    out +=
        words(x(x_most * i / 4), height - bottom + 18, fmt::format("{:.0f}", x_most * i / 4), "text-anchor=\"middle\"");
    out += words(left - 6, y(y_most * i / 4) + 4, fmt::format("{:.0f}", y_most * i / 4), "text-anchor=\"end\"");
  }
  out += words(width / 2, height - 10, "own income, yuan a year", "text-anchor=\"middle\"");
  out += line("steelblue", false) + line("black", true);
  if (largest != cliffs.end())
    for (Cliff const& c : find_cliffs(scenario, shown.month, shown.county, shown.example, x_most))
      out += fmt::format(
          "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.1f}\" y2=\"{2:.1f}\" stroke=\"red\" stroke-dasharray=\"4\"/>\n",
          x(c.income_yuan), top, height - bottom);
  return out + "</svg>\n";
}

}  // namespace holdfast
