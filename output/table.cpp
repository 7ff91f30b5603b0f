// Labels and declarations of output tables.
#include "output/table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace holdfast {
namespace {

struct Title {
  std::string_view en, zh;
};

constexpr std::array<Title, dim_count> titles{
    {{"replicate of the run", "重复模拟编号"},
     {"month", "月份"},
     {"calendar year", "年份"},
     {"county", "县（市、区）"},
     {"household class", "农户类别"},
     {"dimension of need", "困难维度"},
     {"component", "组成部分"},
     {"policy instrument", "政策工具"},
     {"payer", "出资方"},
     {"detection channel", "发现渠道"},
     {"category", "类别"},
     {"income line", "收入线"},
     {"threshold", "阈值"},
     {"horizon", "时间范围"},
     {"cause", "原因"},
     {"measure", "指标"},
     {"hazard", "灾种"},
     {"age band, years", "年龄段"},
     {"household size, members", "户规模"},
     {"survey income per resident, yuan a year, lower edge", "人均可支配收入组（下限，元）"},
     {"point of a sweep", "参数组合"}}};

// Readers turn a bare time unit into a duration (xarray), so a variable must not have one.
bool bare_time_unit(std::string_view unit) {
  static constexpr std::array<std::string_view, 8> refused{"days",    "day",     "hours", "hour",
                                                           "minutes", "seconds", "s",     "h"};
  return std::find(refused.begin(), refused.end(), unit) != refused.end();
}

bool good_name(std::string_view name) {
  bool good = !name.empty() && name.front() >= 'a' && name.front() <= 'z';
  for (char const c : name) good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
  return good;
}

std::string mistakes_of(Variable const& variable, Labels const& labels) {
  std::string out;
  auto say = [&](std::string const& text) { out += "\n" + variable.path() + " " + text; };
  if (!good_name(variable.name)) say("is no snake_case name");
  if (!variable.group.empty() && !good_name(variable.group)) say("is in a group that is no snake_case name");
  if (variable.group == "provenance" || variable.group == "parameters") say("is in a group kept for the run's papers");
  if (variable.unit.empty()) say("has no unit (a pure number has the unit 1)");
  if (bare_time_unit(variable.unit)) say("has the unit " + variable.unit + ", which readers turn into a duration");
  if (variable.long_name.empty() || variable.long_name_zh.empty()) say("lacks a long name, English or Chinese");
  std::set<Dim> seen;
  for (std::size_t d = 0; d < variable.dims.size(); ++d) {
    Dim const dim = variable.dims[d];
    std::string const name(name_of(dim));
    if (!seen.insert(dim).second) say("has the dimension " + name + " twice");
    if (dim == Dim::replicate && d > 0) say("must have the dimension replicate first");
    if (labels.size(dim) == 0) say("uses the dimension " + name + ", which has no labels");
  }
  return out;
}

}  // namespace

int Labels::size(Dim dim) const {
  switch (dim) {
    case Dim::replicate:
      return replicates;
    case Dim::month:
      return months;
    case Dim::year:
      return years;
    case Dim::county:
      return static_cast<int>(counties.size());
    default:
      return static_cast<int>((*this)[dim].size());
  }
}

std::vector<std::string> Labels::text(Dim dim) const {
  std::vector<std::string> out;
  int const n = size(dim);
  std::map<std::string, int> bearers;
  for (CountyLabel const& county : counties) ++bearers[county.name_zh];
  for (int i = 0; i < n; ++i) {
    std::size_t const at = static_cast<std::size_t>(i);
    switch (dim) {
      case Dim::replicate:
        out.push_back(std::to_string(first_replicate + i));
        break;
      case Dim::month:
        out.push_back((first_month + i).text());
        break;
      case Dim::year:
        out.push_back(std::to_string(first_year + i));
        break;
      case Dim::county: {
        CountyLabel const& county = counties[at];
        out.push_back(bearers[county.name_zh] > 1 ? county.prefecture_zh + county.name_zh : county.name_zh);
        break;
      }
      default:
        out.push_back((*this)[dim][at].text);
    }
  }
  return out;
}

std::vector<Label> labels_from(std::span<std::string_view const> names) {
  std::vector<Label> out;
  for (std::string_view const name : names) out.push_back({std::string(name)});
  return out;
}

std::string_view title_of(Dim dim) { return titles[static_cast<std::size_t>(dim)].en; }
std::string_view title_zh_of(Dim dim) { return titles[static_cast<std::size_t>(dim)].zh; }

void check_declaration(std::span<Variable const> variables, Labels const& labels) {
  std::string mistakes;
  if (labels.replicates < 1) mistakes += "\na run needs at least one replicate";
  // Dimension scales and their companions live in the root, so a table cannot use their names there.
  std::set<std::string> paths{"done",          "month_label",   "adcode", "name_zh", "name_en",
                              "prefecture_zh", "prefecture_en", "lon",    "lat",     "county_class"};
  for (int d = 0; d < dim_count; ++d) {
    Dim const dim = static_cast<Dim>(d);
    paths.insert({std::string(name_of(dim)), std::string(name_of(dim)) + "_zh"});
    std::vector<std::string> const texts = labels.text(dim);
    if (std::set<std::string>(texts.begin(), texts.end()).size() != texts.size())
      mistakes += "\nthe labels of " + std::string(name_of(dim)) + " are not unique";
  }
  for (Variable const& variable : variables) {
    if (!paths.insert(variable.path()).second)
      mistakes += "\n" + variable.path() + " is declared twice or a reserved name";
    mistakes += mistakes_of(variable, labels);
  }
  if (!mistakes.empty()) throw std::invalid_argument("output tables are declared wrongly:" + mistakes);
}

std::vector<std::int64_t> cell_shape(Variable const& variable, Labels const& labels) {
  std::vector<std::int64_t> out;
  for (Dim const dim : variable.dims)
    if (dim != Dim::replicate) out.push_back(labels.size(dim));
  return out;
}

std::int64_t cell_count(Variable const& variable, Labels const& labels) {
  std::int64_t count = 1;
  for (std::int64_t const n : cell_shape(variable, labels)) count *= n;
  return count;
}

std::vector<std::vector<double>> make_buffers(std::span<Variable const> variables, Labels const& labels) {
  std::vector<std::vector<double>> out;
  for (Variable const& variable : variables)
    out.emplace_back(static_cast<std::size_t>(cell_count(variable, labels)), missing);
  return out;
}

}  // namespace holdfast
