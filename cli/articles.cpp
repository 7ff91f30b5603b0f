// holdfast list articles: what the model makes of each article of the policy document, as text, JSON and as the pages
// docs/articles.md and docs/articles.zh.md.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "scenarios/articles.hpp"

namespace holdfast::cli {

using Json = nlohmann::ordered_json;

namespace {

std::string joined(std::vector<std::string> const& parts, char const* between) {
  std::string out;
  for (std::string const& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

std::string years_text(std::vector<int> const& years) {
  std::string out;
  for (int const year : years) out += (out.empty() ? "" : ", ") + std::to_string(year);
  return out;
}

// "A 10 %, B 40 %, D 50 %": shares of the parameters, those without one left out.
std::string grades_text(ArticleCoverage const& row) {
  std::string out;
  for (std::size_t g = 0; g < row.by_grade.size(); ++g)
    if (row.by_grade[g] > 0)
      out += fmt::format("{}{} {:.0f} %", out.empty() ? "" : ", ", "ABCD"[g], 100.0 * row.by_grade[g] / row.parameters);
  return out;
}

Json json_of(ArticleCoverage const& row) {
  Json grades = Json::object();
  for (std::size_t g = 0; g < row.by_grade.size(); ++g) grades[std::string(1, "ABCD"[g])] = row.by_grade[g];
  return {{"article", row.article},     {"title", row.title},
          {"title_zh", row.title_zh},   {"verdict", row.verdict},
          {"because", row.because},     {"because_zh", row.because_zh},
          {"left_out", row.left_out},   {"left_out_zh", row.left_out_zh},
          {"instruments", row.modules}, {"parameters", row.parameters},
          {"by_grade", grades},         {"years_of_change", row.years}};
}

std::string verdict_text(ArticleCoverage const& row) {
  return row.verdict + (row.because.empty() ? "" : ", because " + row.because);
}

std::string verdict_zh(ArticleCoverage const& row) {
  std::string const word = row.verdict == "modelled"         ? "已建模"
                           : row.verdict == "indicator only" ? "仅作指标"
                                                             : "未建模";
  return word + (row.because_zh.empty() ? "" : "：" + row.because_zh);
}

std::string plain_text(std::vector<ArticleCoverage> const& rows) {
  std::string out = bold("Articles of the policy document") + "\n";
  for (ArticleCoverage const& row : rows) {
    out +=
        fmt::format("\n{:>2}  {} {}\n      {}\n", row.article, bold(row.title), dim(row.title_zh), verdict_text(row));
    if (!row.left_out.empty()) out += fmt::format("      left out: {}\n", row.left_out);
    if (row.modules.empty()) continue;
    out += fmt::format("      {}\n      {} parameters ({})\n", joined(row.modules, ", "), row.parameters,
                       grades_text(row));
    if (!row.years.empty()) out += fmt::format("      values change in {}\n", years_text(row.years));
  }
  return out;
}

std::string markdown(std::vector<ArticleCoverage> const& rows) {
  std::string out =
      "# Articles\n\nMade by `holdfast list articles --markdown`; do not edit: verdicts and reasons stand in\n"
      "`scenarios/data/articles.json`. Instruments, the number of their parameters, the years in which a value "
      "changes\n"
      "(`adopted-2021-2025`) and the share of parameters by grade: A an official or peer-reviewed text, seen; B a\n"
      "secondary page; C general knowledge, not seen; D an estimate or choice of this project.\n\n"
      "| article | title | verdict | instruments | parameters | changes in | grades | left out |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (ArticleCoverage const& row : rows)
    out += fmt::format("| {} | {} {} | {} | {} | {} | {} | {} | {} |\n", row.article, row.title, row.title_zh,
                       verdict_text(row), joined(row.instruments, "; "), row.parameters, years_text(row.years),
                       grades_text(row), row.left_out);
  return out;
}

std::string markdown_zh(std::vector<ArticleCoverage> const& rows) {
  std::string out =
      "# 逐条对照\n\n由 `holdfast list articles --markdown --zh` 生成，请勿手改；结论与理由写在 "
      "`scenarios/data/articles.json`。\n"
      "“变动年份”指 `adopted-2021-2025` 中取值变化的年份；等级：A 已见的官方或同行评议文本，B 二手页面，\n"
      "C 常识、未见原文，D 本项目的估计。\n\n"
      "| 条 | 标题 | 结论 | 政策工具 | 参数个数 | 变动年份 | 等级占比 | 未涵盖 |\n|---|---|---|---|---|---|---|---|\n";
  for (ArticleCoverage const& row : rows)
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", row.article, row.title_zh, verdict_zh(row),
                       joined(row.instruments_zh, "；"), row.parameters, years_text(row.years), grades_text(row),
                       row.left_out_zh);
  return out;
}

}  // namespace

int list_articles(Common const& common, ListOptions const& options) {
  Overrides overrides;
  overrides.share_dir = common.share_dir;
  overrides.geography = false;
  ScenarioFile const adopted = load_scenario(find_scenario("adopted-2021-2025", common.share_dir), overrides);
  std::vector<ArticleCoverage> const rows = coverage(common.share_dir / "data" / "articles.json", adopted);
  if (common.json) {
    Json out = Json::array();
    for (ArticleCoverage const& row : rows) out.push_back(json_of(row));
    print(Json{{"articles", out}}.dump(1) + "\n");
  } else if (options.markdown) {
    print(options.chinese ? markdown_zh(rows) : markdown(rows));
  } else {
    print(plain_text(rows));
  }
  return ok;
}

}  // namespace holdfast::cli
