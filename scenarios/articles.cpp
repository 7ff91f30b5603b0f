#include "scenarios/articles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/core/errors.hpp"
#include "model/core/input_file.hpp"
#include "scenarios/json_text.hpp"

namespace holdfast {
namespace {

using Json = nlohmann::json;

std::string text_at(Json const& row, char const* key) {
  return row.contains(key) && row[key].is_string() ? row[key].get<std::string>() : "";
}

ArticleCoverage read_article(Json const& row, int expected, std::string const& shown, std::vector<Problem>& problems) {
  auto const complain = [&](std::string const& what) {
    problems.push_back({shown, 0, 0, fmt::format("articles[{}]", expected - 1), what});
  };
  ArticleCoverage out;
  out.article =
      row.is_object() && row.contains("article") && row["article"].is_number_integer() ? row["article"].get<int>() : 0;
  if (out.article != expected) complain(fmt::format("has article {}; article {} belongs here.", out.article, expected));
  out.title = text_at(row, "title"), out.title_zh = text_at(row, "title_zh");
  out.verdict = text_at(row, "verdict");
  out.because = text_at(row, "because"), out.because_zh = text_at(row, "because_zh");
  out.left_out = text_at(row, "left_out"), out.left_out_zh = text_at(row, "left_out_zh");
  if (out.title.empty() || out.title_zh.empty()) complain("needs title and title_zh.");
  if (std::find(article_verdicts.begin(), article_verdicts.end(), out.verdict) == article_verdicts.end())
    complain(fmt::format("has verdict \"{}\"; modelled, indicator only or not modelled is needed.", out.verdict));
  if (out.verdict != "modelled" && (out.because.empty() || out.because_zh.empty()))
    complain("is not modelled and does not say why: it needs because and because_zh.");
  return out;
}

bool serves(ModuleInfo const& m, int article) {
  return m.article == article ||
         std::find(m.also_articles.begin(), m.also_articles.end(), article) != m.also_articles.end();
}

bool differs_from_last_month(ScenarioFile const& file, ParameterRecord const& p, Month month) {
  for (int c = 0; c < county_classes; ++c)
    for (int h = 0; h < household_classes; ++h)
      if (resolved_value(file.resolved, catalogue(), p, month, c, h) !=
          resolved_value(file.resolved, catalogue(), p, month - 1, c, h))
        return true;
  return false;
}

void count_parameter(ScenarioFile const& file, ParameterRecord const& p, ArticleCoverage& out) {
  ++out.parameters;
  if (p.grade.size() == 1 && p.grade[0] >= 'A' && p.grade[0] <= 'D')
    ++out.by_grade[static_cast<std::size_t>(p.grade[0] - 'A')];
  RunSettings const& run = file.resolved.run;
  for (Month month = run.start; month < run.start + run.months; month = month + 1)
    if (differs_from_last_month(file, p, month) && (out.years.empty() || out.years.back() != month.year()))
      out.years.push_back(month.year());
}

}  // namespace

std::vector<ArticleCoverage> coverage(std::filesystem::path const& articles_json, ScenarioFile const& scenario) {
  std::string const shown = articles_json.filename().string();
  std::vector<Problem> problems;
  JsonText const text = parse_json(read_text(articles_json, shown), shown, problems);
  Json const& doc = text.doc;
  if (problems.empty() && (!doc.contains("articles") || !doc["articles"].is_array() ||
                           doc["articles"].size() != static_cast<std::size_t>(policy_articles)))
    problems.push_back({shown, 0, 0, "articles", fmt::format("is not a list of {} articles.", policy_articles)});
  if (!problems.empty()) throw InputError(problems);
  std::vector<ArticleCoverage> out;
  for (int n = 1; n <= policy_articles; ++n) {
    out.push_back(read_article(doc["articles"][static_cast<std::size_t>(n - 1)], n, shown, problems));
    ArticleCoverage& row = out.back();
    for (std::size_t m = 0; m < catalogue().size(); ++m) {
      ModuleInfo const& info = catalogue()[m];
      if (!serves(info, n)) continue;
      row.instruments.emplace_back(info.title);
      row.instruments_zh.emplace_back(info.title_zh);
      row.modules.push_back(fmt::format("{}.{}", info.section, info.key));
      for (ParameterRecord const& p : scenario.parameters())
        if (p.module_index == static_cast<int>(m)) count_parameter(scenario, p, row);
    }
    std::sort(row.years.begin(), row.years.end());
    row.years.erase(std::unique(row.years.begin(), row.years.end()), row.years.end());
  }
  if (!problems.empty()) throw InputError(problems);
  return out;
}

}  // namespace holdfast
