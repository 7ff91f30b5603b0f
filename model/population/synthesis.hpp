// Synthesis: what the rural households of a county have in common beyond its margins: how many are absent, who was
// lifted out, who can work, what they earn and own. Policy document: none (the population before the first month).
// Values and sources: scenarios/data/population.json. model/population/population.hpp makes the households.
#pragma once

#include "model/modules.hpp"

namespace holdfast {

struct Synthesis {
  static constexpr std::string_view key = "synthesis";
  static constexpr int article = 0;
  static constexpr std::string_view title = "Synthetic population";
  static constexpr std::string_view title_zh = "合成人口";

  // Values at the first month and for the class of the household; the county's own facts are in CountyFacts.
  struct Params {
    // registered members
    float away_per_household = 0.651f;
    float away_age_slope = -2;
    float young_adult_reference_share = 0.205f;
    float register_size_1_share = 0.14f;
    float register_size_2_share = 0.26f;
    float register_size_3_share = 0.2f;
    float register_size_4_share = 0.18f;
    float register_size_5_share = 0.12f;
    float register_size_6_plus_share = 0.1f;
    float eighty_of_75_share = 0.49f;
    float away_two_share = 0.27f;
    float away_three_share = 0.05f;
    float away_child_share = 0.32f;
    // household classes
    float lifted_no_worker_log_odds = 0.45f;
    float lifted_dependency_log_odds = 0.5f;
    float lifted_size_log_odds = 0.03f;
    float marginal_share = 0.03f;
    float marginal_no_worker_log_odds = 0.4f;
    // villages
    float village_households = 525;
    float group_households = 85;
    float kin_ring_households = 10;
    float lifted_village_level = 1.283f;
    float lifted_village_exponent = 0.5f;
    float lifted_village_max_share = 0.95f;
    float lifted_village_ratio = 2.5f;
    float team_ratio = 1.0434f;
    float exposure_sd = 0.6f;
    float road_share = 0.9f;
    float road_lifted_share = 0.75f;
    float water_spread_share = 0;
    // health and labour
    float unable_share = 0.035f;
    float unable_60_74_share = 0.25f;
    float unable_reference_share = 0.068f;
    float severely_disabled_share = 0.01f;
    float disabled_child_ratio = 0;
    float orphan_share = 0;
    float vocational_share = 0;
    float disabled_share = 0.028f;
    float chronic_young_share = 0.045f;
    float chronic_45_59_share = 0.23f;
    float chronic_60_plus_share = 0.48f;
    float chronic_frailty_slope = 0.4f;
    float local_45_59_factor = 0.75f;
    float local_60_64_factor = 0.3f;
    float local_without_migrant_factor = 1.25f;
    float local_with_migrant_factor = 0.8f;
    float local_max_share = 0.9f;
    float jobless_share = 0.068f;
    // income: targets of 2020
    float register_income_yuan = 9480;
    float register_income_elasticity = 0.4f;
    float register_income_factor = 0.9517f;
    float survey_income_reference_yuan = 15929;
    float wage_share = 0.313f;
    float operating_share = 0.386f;
    float property_share = 0.032f;
    float agriculture_elasticity = 0.3f;
    float agriculture_reference_share = 0.496f;
    float pension_yuan = 102;
    float social_aid_yuan = 237;
    float local_wage_yuan = 2600;
    float wage_band_share = 0.25f;
    float wage_income_elasticity = 0.5f;
    float migrant_premium = 1.29f;
    float ability_1 = 0.9f;
    float ability_2 = 0.8f;
    float ability_3 = 0.7f;
    float remittance_share = 0.55f;
    float worked_share = 0.85f;
    float farm_output_share = 0.9f;
    float cash_cost_share = 0.45f;
    float income_factor = 1;
    // income: spread
    float wage_sd = 0.4f;
    float farm_sd = 0.65f;
    float wage_dependency_elasticity = 0.1f;
    float farm_without_migrant_factor = 1.2f;
    float wage_farm_correlation = 0.1f;
    float schooling_return_share = 0.05f;
    float farm_land_elasticity = 0.35f;
    float farm_adult_base = 0.5f;
    // wealth
    float land_basin_mu = 3.6f;
    float land_basin_rim_mu = 4.6f;
    float land_west_plateau_mu = 9;
    float land_panxi_mu = 8;
    float land_sd = 0.45f;
    float savings_zero_share = 0.18f;
    float savings_median_months = 5;
    float savings_sd = 0.9f;
    float consumption_share = 0.92f;
    float debt_share = 0.3f;
    float debt_median_yuan = 25000;
    float debt_sd = 0.8f;
    float capital_share = 0.5f;
    float capital_sd = 0.5f;
    float property_sd = 1;
    // house, water, school, entitlements
    float grade_c_share = 0.006f;
    float grade_d_share = 0.002f;
    float water_insecure_share = 0.02f;
    float relocated_share = 0;
    float corner_share = 0;
    float relocated_land_factor = 1;
    float relocated_farm_factor = 1;
    float relocated_wage_factor = 1;
    float out_of_school_share = 0.001f;
    float out_of_school_minority_share = 0.003f;
    float insured_share = 0.96f;
    float dibao_share = 0.031f;
    float dibao_line_yuan = 364;
    float dibao_below_line_share = 0.3f;
    float dibao_above_line_share = 0.018f;
    float tekun_share = 0.006f;
    float dibao_targeting_slope = 0.9f;
    float minority_cluster_share = 0.8f;
    float schooling_class_years = 0;
  };
  // clang-format off
  static constexpr std::array fields{
      Field<Params>{"away_per_household", &Params::away_per_household, {0, 3}, "persons/household", "absent members of a household in a county whose residents have the reference age structure", "参照年龄结构县的户均外出成员数"},
      Field<Params>{"away_age_slope", &Params::away_age_slope, {-20, 20}, "persons/household", "absent members for each unit of the share of residents aged 19-44 above the reference", "19至44岁常住占比对外出成员数的斜率"},
      Field<Params>{"young_adult_reference_share", &Params::young_adult_reference_share, {0, 1}, "share", "residents aged 19-44, mean over counties weighted by rural households", "19至44岁常住占比的全省均值"},
      Field<Params>{"register_size_1_share", &Params::register_size_1_share, {0, 1}, "share", "households with 1 registered members, before the tilt to the county mean", "户籍1人户占比"},
      Field<Params>{"register_size_2_share", &Params::register_size_2_share, {0, 1}, "share", "households with 2 registered members, before the tilt to the county mean", "户籍2人户占比"},
      Field<Params>{"register_size_3_share", &Params::register_size_3_share, {0, 1}, "share", "households with 3 registered members, before the tilt to the county mean", "户籍3人户占比"},
      Field<Params>{"register_size_4_share", &Params::register_size_4_share, {0, 1}, "share", "households with 4 registered members, before the tilt to the county mean", "户籍4人户占比"},
      Field<Params>{"register_size_5_share", &Params::register_size_5_share, {0, 1}, "share", "households with 5 registered members, before the tilt to the county mean", "户籍5人户占比"},
      Field<Params>{"register_size_6_plus_share", &Params::register_size_6_plus_share, {0, 1}, "share", "households with 6 or more registered members, before the tilt to the county mean", "户籍6人及以上户占比"},
      Field<Params>{"eighty_of_75_share", &Params::eighty_of_75_share, {0, 1}, "share", "of members of 75 and over, 80 and over", "75岁以上成员中80岁以上占比"},
      Field<Params>{"away_two_share", &Params::away_two_share, {0, 1}, "share", "households with absent members that have two adults away, before fitting the register sizes", "有外出成员户中两名成人外出占比"},
      Field<Params>{"away_three_share", &Params::away_three_share, {0, 1}, "share", "the same with three adults away", "三名成人外出占比"},
      Field<Params>{"away_child_share", &Params::away_child_share, {0, 1}, "share", "of the pairs away, accompanied by one or two children", "两名成人外出者携带子女占比"},
      Field<Params>{"lifted_no_worker_log_odds", &Params::lifted_no_worker_log_odds, {-3, 3}, "log odds", "of being lifted-out, for a household without members aged 16-59", "无16-59岁成员户为脱贫户的对数优势"},
      Field<Params>{"lifted_dependency_log_odds", &Params::lifted_dependency_log_odds, {-5, 5}, "log odds", "of being lifted-out, for a share of one of members below 16 or above 64", "抚养比对脱贫户的对数优势"},
      Field<Params>{"lifted_size_log_odds", &Params::lifted_size_log_odds, {-1, 1}, "log odds per person", "of being lifted-out, by registered members", "户规模对脱贫户的对数优势"},
      Field<Params>{"marginal_share", &Params::marginal_share, {0, 0.5f}, "share", "households of the marginal class among those not lifted-out", "非脱贫户中边缘户占比"},
      Field<Params>{"marginal_no_worker_log_odds", &Params::marginal_no_worker_log_odds, {-3, 3}, "log odds", "of being marginal, for a household without members aged 16-59", "无16-59岁成员户为边缘户的对数优势"},
      Field<Params>{"village_households", &Params::village_households, {50, 5000}, "households", "mean size of an administrative village", "行政村平均户数"},
      Field<Params>{"group_households", &Params::group_households, {10, 500}, "households", "mean size of a village group", "村民小组平均户数"},
      Field<Params>{"kin_ring_households", &Params::kin_ring_households, {2, 100}, "households", "mean size of a kin ring", "亲缘圈平均户数"},
      Field<Params>{"lifted_village_level", &Params::lifted_village_level, {0, 5}, "ratio", "share of former poor villages over the incidence to the exponent", "脱贫村占比水平系数"},
      Field<Params>{"lifted_village_exponent", &Params::lifted_village_exponent, {0, 2}, "elasticity", "of the share of former poor villages with respect to the incidence of the county", "脱贫村占比对发生率的弹性"},
      Field<Params>{"lifted_village_max_share", &Params::lifted_village_max_share, {0, 1}, "share", "former poor villages of a county at most", "县内脱贫村占比上限"},
      Field<Params>{"lifted_village_ratio", &Params::lifted_village_ratio, {1, 20}, "ratio", "incidence in former poor villages over other villages", "脱贫村与其他村发生率之比"},
      Field<Params>{"team_ratio", &Params::team_ratio, {0, 3}, "ratio", "villages with a resident work team over former poor villages", "驻村工作队村与脱贫村之比"},
      Field<Params>{"exposure_sd", &Params::exposure_sd, {0, 2}, "log points", "spread of the exposure of villages to floods and landslides", "村庄灾害暴露对数标准差"},
      Field<Params>{"road_share", &Params::road_share, {0, 1}, "index", "market access of an ordinary village", "一般村市场通达度"},
      Field<Params>{"road_lifted_share", &Params::road_lifted_share, {0, 1}, "index", "market access of a former poor village", "脱贫村市场通达度"},
      Field<Params>{"water_spread_share", &Params::water_spread_share, {0, 1}, "share", "of the room above and below the county's piped share over which villages spread", "村际供水差异"},
      Field<Params>{"unable_share", &Params::unable_share, {0, 1}, "share", "of members aged 19-59 at home who cannot work, in a county with the reference share", "在家19-59岁成员无劳动能力占比"},
      Field<Params>{"unable_60_74_share", &Params::unable_60_74_share, {0, 1}, "share", "of members aged 60-74 at home who cannot work", "在家60-74岁成员无劳动能力占比"},
      Field<Params>{"unable_reference_share", &Params::unable_reference_share, {0.001f, 1}, "share", "county figure of those unable to work, mean of the province", "县域无劳动能力占比全省均值"},
      Field<Params>{"severely_disabled_share", &Params::severely_disabled_share, {0, 1}, "share", "of members, disability of grade 1 or 2", "重度残疾占成员比例"},
      Field<Params>{"disabled_share", &Params::disabled_share, {0, 1}, "share", "of members, certified disability of any grade", "持证残疾占成员比例"},
      Field<Params>{"disabled_child_ratio", &Params::disabled_child_ratio, {0, 2}, "ratio", "disability below 16 over that of all members", "16岁以下残疾率与全体之比"},
      Field<Params>{"orphan_share", &Params::orphan_share, {0, 1}, "share", "of members below 19 whom no parent raises", "19岁以下孤儿和事实无人抚养占比"},
      Field<Params>{"vocational_share", &Params::vocational_share, {0, 1}, "share", "of members of 16-18, in vocational school", "16-18岁成员中职在读占比"},
      Field<Params>{"chronic_young_share", &Params::chronic_young_share, {0, 1}, "share", "of members below 45 with a chronic illness", "45岁以下成员慢性病占比"},
      Field<Params>{"chronic_45_59_share", &Params::chronic_45_59_share, {0, 1}, "share", "of members aged 45-59 with a chronic illness", "45-59岁成员慢性病占比"},
      Field<Params>{"chronic_60_plus_share", &Params::chronic_60_plus_share, {0, 1}, "share", "of members of 60 and over with a chronic illness", "60岁以上成员慢性病占比"},
      Field<Params>{"chronic_frailty_slope", &Params::chronic_frailty_slope, {0, 1}, "ratio", "of the chance of chronic illness with respect to the frailty of the household", "慢性病对家庭体质的斜率"},
      Field<Params>{"local_45_59_factor", &Params::local_45_59_factor, {0, 2}, "ratio", "local wage work at 45-59 over 19-44", "45-59岁本地务工系数"},
      Field<Params>{"local_60_64_factor", &Params::local_60_64_factor, {0, 2}, "ratio", "local wage work at 60-64 over 19-44", "60-64岁本地务工系数"},
      Field<Params>{"local_without_migrant_factor", &Params::local_without_migrant_factor, {0, 5}, "ratio", "local wage work in households without migrants", "无外出务工户本地务工系数"},
      Field<Params>{"local_with_migrant_factor", &Params::local_with_migrant_factor, {0, 5}, "ratio", "local wage work in households with migrants", "有外出务工户本地务工系数"},
      Field<Params>{"local_max_share", &Params::local_max_share, {0, 1}, "share", "local wage workers among the able of any kind at most", "本地务工占比上限"},
      Field<Params>{"jobless_share", &Params::jobless_share, {0, 1}, "share", "of wage workers at home who are out of work at the start", "期初待业占比"},
      Field<Params>{"register_income_yuan", &Params::register_income_yuan, {100, 200000}, "yuan/person/year", "register income of lifted-out members in 2020", "脱贫人口2020年人均纯收入"},
      Field<Params>{"register_income_elasticity", &Params::register_income_elasticity, {0, 2}, "elasticity", "of lifted-out income with respect to the county income", "脱贫人口收入对县域收入的弹性"},
      Field<Params>{"register_income_factor", &Params::register_income_factor, {0.1f, 5}, "ratio", "mean of (county over province income)^elasticity over lifted-out persons", "脱贫人口加权的县域收入弹性因子均值"},
      Field<Params>{"survey_income_reference_yuan", &Params::survey_income_reference_yuan, {100, 200000}, "yuan/person/year", "rural income of the province in 2020", "全省2020年农村居民人均可支配收入"},
      Field<Params>{"wage_share", &Params::wage_share, {0, 1}, "share", "of the income of 2020: wages (lifted-out: register concept, migrants in full; others: survey concept, local)", "工资性收入占比"},
      Field<Params>{"operating_share", &Params::operating_share, {0, 1}, "share", "of the income of 2020: net farm and other operating income", "经营净收入占比"},
      Field<Params>{"property_share", &Params::property_share, {0, 1}, "share", "of the income of 2020: property", "财产净收入占比"},
      Field<Params>{"agriculture_elasticity", &Params::agriculture_elasticity, {0, 2}, "elasticity", "of the operating share with respect to the share of agriculture in employment", "经营收入占比对农业就业占比的弹性"},
      Field<Params>{"agriculture_reference_share", &Params::agriculture_reference_share, {0.01f, 1}, "share", "agriculture of the employed, mean of the province", "农业就业占比全省均值"},
      Field<Params>{"pension_yuan", &Params::pension_yuan, {0, 3000}, "yuan/person/month", "basic pension, mean of 2020", "2020年基础养老金月均"},
      Field<Params>{"social_aid_yuan", &Params::social_aid_yuan, {0, 3000}, "yuan/person/month", "dibao and tekun paid per recipient in 2020", "2020年低保特困人均月补助"},
      Field<Params>{"local_wage_yuan", &Params::local_wage_yuan, {100, 50000}, "yuan/month", "local wage of slot 0 in January 2020 in a county with the income of the province", "本地就业月工资"},
      Field<Params>{"wage_band_share", &Params::wage_band_share, {0, 0.9f}, "share", "by which the wage of a county may leave that level so that remittances reach their share", "县域工资可偏离水平的幅度"},
      Field<Params>{"wage_income_elasticity", &Params::wage_income_elasticity, {0, 2}, "elasticity", "of the local wage with respect to the county income", "本地工资对县域收入的弹性"},
      Field<Params>{"migrant_premium", &Params::migrant_premium, {0.5f, 3}, "ratio", "wage away over local wage", "外出工资与本地工资之比"},
      Field<Params>{"ability_1", &Params::ability_1, {0, 1.5f}, "ratio", "wage of labour slot 1 over slot 0", "第二劳动力相对工资"},
      Field<Params>{"ability_2", &Params::ability_2, {0, 1.5f}, "ratio", "wage of labour slot 2 over slot 0", "第三劳动力相对工资"},
      Field<Params>{"ability_3", &Params::ability_3, {0, 1.5f}, "ratio", "wage of labour slot 3 over slot 0", "第四劳动力相对工资"},
      Field<Params>{"remittance_share", &Params::remittance_share, {0, 1}, "share", "of a migrant wage that reaches the household", "外出工资寄回比例"},
      Field<Params>{"worked_share", &Params::worked_share, {0.1f, 1.5f}, "share", "of a year of wages that a worker of the start earns in 2020 (joblessness, work stop of early 2020, wage growth since January)", "2020年有效就业月份占比"},
      Field<Params>{"farm_output_share", &Params::farm_output_share, {0.1f, 2}, "ratio", "farm sales of 2020 over sales at January 2020 prices with full labour and capital", "2020年实际产出占比"},
      Field<Params>{"cash_cost_share", &Params::cash_cost_share, {0, 0.95f}, "share of sales", "cash costs of the farm", "现金成本占比"},
      Field<Params>{"income_factor", &Params::income_factor, {0.05f, 5}, "ratio", "wage and farm level of the marginal over the ordinary class", "边缘户收入水平系数"},
      Field<Params>{"wage_sd", &Params::wage_sd, {0, 2}, "log points", "spread of the permanent wage", "永久工资对数标准差"},
      Field<Params>{"farm_sd", &Params::farm_sd, {0, 2}, "log points", "spread of permanent farm sales, land apart", "永久农业销售对数标准差"},
      Field<Params>{"wage_dependency_elasticity", &Params::wage_dependency_elasticity, {0, 1}, "elasticity", "of the wage with respect to members per adult of 19-59, the absent included", "工资对负担系数的弹性"},
      Field<Params>{"farm_without_migrant_factor", &Params::farm_without_migrant_factor, {0.1f, 10}, "ratio", "farm sales of a household without migrants over one with", "无外出务工户农业产出系数"},
      Field<Params>{"wage_farm_correlation", &Params::wage_farm_correlation, {-0.99f, 0.99f}, "correlation", "of permanent wage and farm level", "工资与农业水平相关系数"},
      Field<Params>{"schooling_return_share", &Params::schooling_return_share, {0, 0.2f}, "log points/year", "wage by year of schooling of the head", "受教育年限回报"},
      Field<Params>{"farm_land_elasticity", &Params::farm_land_elasticity, {0, 1}, "elasticity", "of farm sales with respect to land", "农业销售对耕地的弹性"},
      Field<Params>{"farm_adult_base", &Params::farm_adult_base, {0, 1}, "ratio", "farm sales of a household without adults of 16-74 at home over one with two", "家中无成人时农业产出系数"},
      Field<Params>{"land_basin_mu", &Params::land_basin_mu, {0, 200}, "mu", "contracted land of a household with the mean of members, basin", "盆地户均承包地"},
      Field<Params>{"land_basin_rim_mu", &Params::land_basin_rim_mu, {0, 200}, "mu", "the same, basin rim", "盆周山区户均承包地"},
      Field<Params>{"land_west_plateau_mu", &Params::land_west_plateau_mu, {0, 200}, "mu", "the same, western plateau", "川西高原户均承包地"},
      Field<Params>{"land_panxi_mu", &Params::land_panxi_mu, {0, 200}, "mu", "the same, Panxi", "攀西户均承包地"},
      Field<Params>{"land_sd", &Params::land_sd, {0, 2}, "log points", "spread of land", "承包地对数标准差"},
      Field<Params>{"savings_zero_share", &Params::savings_zero_share, {0, 1}, "share", "households with savings below half a month of consumption", "储蓄不足半月户占比"},
      Field<Params>{"savings_median_months", &Params::savings_median_months, {0, 120}, "months of consumption", "median savings of the others", "储蓄中位数（月消费）"},
      Field<Params>{"savings_sd", &Params::savings_sd, {0, 3}, "log points", "spread of savings", "储蓄对数标准差"},
      Field<Params>{"consumption_share", &Params::consumption_share, {0, 2}, "share of income", "consumption used to turn months into yuan", "消费率"},
      Field<Params>{"debt_share", &Params::debt_share, {0, 1}, "share", "households with debt", "有负债户占比"},
      Field<Params>{"debt_median_yuan", &Params::debt_median_yuan, {0, 1000000}, "yuan", "median debt of those", "负债中位数"},
      Field<Params>{"debt_sd", &Params::debt_sd, {0, 3}, "log points", "spread of debt", "负债对数标准差"},
      Field<Params>{"capital_share", &Params::capital_share, {0, 10}, "share of yearly sales", "productive capital", "生产资本占年销售额比例"},
      Field<Params>{"capital_sd", &Params::capital_sd, {0, 3}, "log points", "spread of capital", "生产资本对数标准差"},
      Field<Params>{"property_sd", &Params::property_sd, {0, 3}, "log points", "spread of property income", "财产收入对数标准差"},
      Field<Params>{"grade_c_share", &Params::grade_c_share, {0, 1}, "share", "houses of grade C", "C级危房占比"},
      Field<Params>{"grade_d_share", &Params::grade_d_share, {0, 1}, "share", "houses of grade D", "D级危房占比"},
      Field<Params>{"water_insecure_share", &Params::water_insecure_share, {0, 1}, "share of households without piped water", "households without secure drinking water", "饮水不安全占比（无管道自来水户中）"},
      Field<Params>{"relocated_share", &Params::relocated_share, {0, 0.9f}, "share", "of the lifted-out households, resettled on estates", "易地搬迁户占比"},
      Field<Params>{"corner_share", &Params::corner_share, {0, 0.1f}, "share", "of the lifted-out households, corner households that wait to be moved", "掉边掉角户占比"},
      Field<Params>{"relocated_land_factor", &Params::relocated_land_factor, {0.01f, 1}, "ratio", "land within reach of a resettled household over that of others", "搬迁户可耕地系数"},
      Field<Params>{"relocated_farm_factor", &Params::relocated_farm_factor, {0.01f, 1}, "ratio", "farm sales of a resettled household over the mean; the others' rise to keep it", "搬迁户农业收入系数"},
      Field<Params>{"relocated_wage_factor", &Params::relocated_wage_factor, {0.5f, 2}, "ratio", "wage of a resettled household over the mean; the others' fall to keep it", "搬迁户工资系数"},
      Field<Params>{"out_of_school_share", &Params::out_of_school_share, {0, 1}, "share", "of members of 6-15 out of school, in a county without ethnic minorities", "6-15岁失学占比"},
      Field<Params>{"out_of_school_minority_share", &Params::out_of_school_minority_share, {0, 1}, "share", "added in a county of minorities only", "少数民族县6-15岁失学附加占比"},
      Field<Params>{"insured_share", &Params::insured_share, {0, 1}, "share", "households in resident medical insurance at the start", "期初参保户占比"},
      Field<Params>{"dibao_share", &Params::dibao_share, {0, 1}, "share", "of members in households on dibao, as the income levels expect it", "低保人口占比（用于收入水平）"},
      Field<Params>{"dibao_line_yuan", &Params::dibao_line_yuan, {0, 3000}, "yuan/person/month", "dibao line of 2020", "2020年低保标准"},
      Field<Params>{"dibao_below_line_share", &Params::dibao_below_line_share, {0, 1}, "share", "on dibao at the start of those whose usual income is below that line", "低保线下户期初享受低保比例"},
      Field<Params>{"dibao_above_line_share", &Params::dibao_above_line_share, {0, 1}, "share", "on dibao at the start of the others, at the mean income of the class", "低保线上户期初享受低保比例"},
      Field<Params>{"tekun_share", &Params::tekun_share, {0, 1}, "share", "of members in tekun support at the start", "期初特困人口占比"},
      Field<Params>{"dibao_targeting_slope", &Params::dibao_targeting_slope, {0, 2}, "ratio", "by which the chance of dibao falls with income over the class mean", "低保瞄准斜率"},
      Field<Params>{"minority_cluster_share", &Params::minority_cluster_share, {0, 1}, "share", "of households that have the ethnic group of most of their village", "少数民族聚居程度"},
      Field<Params>{"schooling_class_years", &Params::schooling_class_years, {-10, 10}, "years", "schooling of the head against the county", "户主受教育年限差异"},
  };
  // clang-format on
};
static_assert(Module<Synthesis>);

}  // namespace holdfast
