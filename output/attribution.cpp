#include "output/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "output/text.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::ordered_json;

double worth_of(OutcomeFigure const& figure, Outcome const& outcome) {
  return series_of(figure, std::span(&outcome, 1)).estimate().value;
}

// Of every coalition that was simulated, the figure in one replicate.
std::map<Coalition, double> worths_of(AttributionGame const& game, OutcomeFigure const& figure, std::size_t replicate) {
  std::map<Coalition, double> out;
  for (auto const& [coalition, outcomes] : game.outcomes) out[coalition] = worth_of(figure, outcomes[replicate]);
  return out;
}

std::vector<double> exact(AttributionGame const& game, std::map<Coalition, double> const& worths) {
  std::vector<double> worth;
  for (auto const& [coalition, value] : worths) worth.push_back(value);  // in order of the masks
  return shapley_values(worth, static_cast<int>(game.parts.size()));
}

void add_way(std::vector<int> const& order, std::map<Coalition, double> const& worths, std::vector<double>& sum) {
  std::vector<Coalition> const way = coalitions_on_the_way(order);
  for (std::size_t i = 0; i < order.size(); ++i)
    sum[static_cast<std::size_t>(order[i])] += worths.at(way[i + 1]) - worths.at(way[i]);
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json estimate_json(Estimate const& e) {
  return {{"value", number(e.value)},
          {"interval", Json::array({number(e.low), number(e.high)})},
          {"standard_error", number(e.standard_error)}};
}

std::string row(std::string const& label, Estimate const& e, std::string const& tail = "") {
  return fmt::format("  {} {} {} {}", pad_right(label, 52), pad_left(format_value(e), 12),
                     pad_right(format_interval(e), 22), tail);
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

std::string head_text(AttributionGame const& game) {
  std::size_t const replicates = game.outcomes.begin()->second.size();
  std::string out =
      fmt::format("{}: what each part adds, Shapley values; {} replicates of {:g} % of households, 95 % intervals.\n",
                  game.scenario, replicates, game.households_share * 100);
  out += game.orders.empty()
             ? fmt::format("All {} coalitions of the parts", game.outcomes.size())
             : fmt::format("{} coalitions on {} orders, which were drawn: intervals hold the error of that, too; they",
                           game.outcomes.size(), game.orders.size());
  return out + fmt::format(" were simulated under the same luck; a part is off from {}.\n", game.off_from);
}

}  // namespace

std::vector<Coalition> coalitions_needed(int parts, std::vector<std::vector<int>> const& orders) {
  std::set<Coalition> out;
  for (std::vector<int> const& order : orders)
    for (Coalition const c : coalitions_on_the_way(order)) out.insert(c);
  if (orders.empty())
    for (Coalition c = 0; c < Coalition{1} << parts; ++c) out.insert(c);
  return {out.begin(), out.end()};
}

Attributed attribute_figure(AttributionGame const& game, OutcomeFigure const& figure) {
  std::size_t const parts = game.parts.size(), replicates = game.outcomes.begin()->second.size();
  std::size_t const pairs = game.orders.size() / 2;
  Attributed out{&figure, {}, {}, {}, {}, {}, std::vector<std::vector<double>>(parts)};
  std::vector<SampledShares> sampled(parts, {std::vector<std::vector<double>>(pairs)});
  std::vector<double> all, none, total;
  for (std::size_t r = 0; r < replicates; ++r) {
    std::map<Coalition, double> const worths = worths_of(game, figure, r);
    all.push_back(worths.at(game.all()));
    none.push_back(worths.at(0));
    total.push_back(all.back() - none.back());
    std::vector<double> values(parts, 0.0);
    if (game.orders.empty()) values = exact(game, worths);
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      std::vector<double> way(parts, 0.0);
      for (std::size_t k : {2 * pair, 2 * pair + 1}) add_way(game.orders[k], worths, way);
      for (std::size_t i = 0; i < parts; ++i) {
        sampled[i].by_pair[pair].push_back(way[i] / 2);
        values[i] += way[i] / static_cast<double>(game.orders.size());
      }
    }
    for (std::size_t i = 0; i < parts; ++i) out.by_replicate[i].push_back(values[i]);
  }
  out.all = mean_of(all), out.none = mean_of(none), out.total = mean_of(total);
  for (std::size_t i = 0; i < parts; ++i) {
    Estimate const mean = mean_of(out.by_replicate[i]);
    out.parts.push_back(game.orders.empty() ? mean : sampled[i].estimate());
    Estimate const share = ratio_of_sums(out.by_replicate[i], total);
    double const wider = mean.standard_error > 0 ? out.parts.back().standard_error / mean.standard_error : 1;
    out.shares.push_back(
        estimate_from(share.value, share.standard_error * wider, share.replicates, share.replicates - 1).scaled(100));
  }
  return out;
}

std::string attribution_text(AttributionGame const& game, std::vector<Attributed> const& figures) {
  std::string out = head_text(game);
  for (Attributed const& f : figures) {
    out += fmt::format("\n{} {} ({})\n", f.figure->title, f.figure->title_zh, f.figure->unit);
    out += trimmed(row("every part off", f.none));
    for (std::size_t i = 0; i < game.parts.size(); ++i) {
      AttributedPart const& part = game.parts[i];
      bool const has_share = std::isfinite(f.shares[i].value) && f.total.value != 0;
      out += trimmed(row("+ " + part.key + " " + part.title_zh, f.parts[i],
                         has_share ? format_value(f.shares[i]) + " % of the total" : ""));
    }
    out += trimmed(row("= as it is", f.all));
    out += trimmed(row("total: as it is, less every part off", f.total));
  }
  out += "\nOff means\n";
  for (AttributedPart const& part : game.parts) out += wrap(part.key + ": " + part.meaning, 2) + "\n";
  return out;
}

std::string attribution_json(AttributionGame const& game, std::vector<Attributed> const& figures) {
  Json parts = Json::array(), of_figures = Json::object();
  for (AttributedPart const& p : game.parts)
    parts.push_back({{"key", p.key}, {"title", p.title}, {"title_zh", p.title_zh}, {"meaning", p.meaning}});
  for (Attributed const& f : figures) {
    Json values = Json::object();
    for (std::size_t i = 0; i < game.parts.size(); ++i) {
      Json one = estimate_json(f.parts[i]);
      one["share_percent"] = number(f.shares[i].value);
      one["by_replicate"] = f.by_replicate[i];
      values[game.parts[i].key] = std::move(one);
    }
    of_figures[std::string(f.figure->key)] = {{"title", f.figure->title},
                                              {"title_zh", f.figure->title_zh},
                                              {"unit", f.figure->unit},
                                              {"all", estimate_json(f.all)},
                                              {"none", estimate_json(f.none)},
                                              {"total", estimate_json(f.total)},
                                              {"parts", values}};
  }
  return Json{{"scenario", game.scenario},
              {"off_from", game.off_from},
              {"replicates", game.outcomes.begin()->second.size()},
              {"households_share", game.households_share},
              {"exact", game.orders.empty()},
              {"orders", game.orders.size()},
              {"coalitions", game.outcomes.size()},
              {"parts", parts},
              {"figures", of_figures}}
             .dump(1) +
         "\n";
}

}  // namespace holdfast
