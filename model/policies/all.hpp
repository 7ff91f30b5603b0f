// Every instrument, in the order of payment within its phase. New policy: one header, one name here.
#pragma once

#include <array>
#include <tuple>
#include <type_traits>

#include "model/policies/asset_dividends.hpp"
#include "model/policies/basic_insurance.hpp"
#include "model/policies/consumption_assistance.hpp"
#include "model/policies/coop_linkage.hpp"
#include "model/policies/corner_relocation.hpp"
#include "model/policies/county_hospitals.hpp"
#include "model/policies/critical_illness_insurance.hpp"
#include "model/policies/designated_support.hpp"
#include "model/policies/dibao.hpp"
#include "model/policies/disability_allowances.hpp"
#include "model/policies/disabled_child_rehabilitation.hpp"
#include "model/policies/disabled_day_care.hpp"
#include "model/policies/disaster_relief.hpp"
#include "model/policies/disease_control.hpp"
#include "model/policies/dropout_control.hpp"
#include "model/policies/east_west_cooperation.hpp"
#include "model/policies/education_aid.hpp"
#include "model/policies/elder_care.hpp"
#include "model/policies/employment_workshops.hpp"
#include "model/policies/forest_rangers.hpp"
#include "model/policies/four_no_removals.hpp"
#include "model/policies/housing_repair.hpp"
#include "model/policies/industry_development.hpp"
#include "model/policies/infrastructure.hpp"
#include "model/policies/key_county.hpp"
#include "model/policies/key_village.hpp"
#include "model/policies/labour_transfer.hpp"
#include "model/policies/low_income_file.hpp"
#include "model/policies/medical_assistance.hpp"
#include "model/policies/microcredit.hpp"
#include "model/policies/nutrition_meals.hpp"
#include "model/policies/one_worker_rule.hpp"
#include "model/policies/orphan_allowance.hpp"
#include "model/policies/pension.hpp"
#include "model/policies/pension_premium_aid.hpp"
#include "model/policies/premium_subsidy.hpp"
#include "model/policies/provincial_pairing.hpp"
#include "model/policies/public_welfare_posts.hpp"
#include "model/policies/relocation_support.hpp"
#include "model/policies/resident_teams.hpp"
#include "model/policies/responsiveness.hpp"
#include "model/policies/returnee_enterprise.hpp"
#include "model/policies/seismic_retrofit.hpp"
#include "model/policies/skills_training.hpp"
#include "model/policies/social_forces.hpp"
#include "model/policies/tekun.hpp"
#include "model/policies/temporary_relief.hpp"
#include "model/policies/tourism_ecommerce.hpp"
#include "model/policies/vocational_allowance.hpp"
#include "model/policies/water_supply.hpp"
#include "model/policies/work_relief.hpp"

namespace holdfast {

using Policies = std::tuple<
    // settle: the order of the ladder
    BasicInsurance, CriticalIllnessInsurance, MedicalAssistance, DisabledChildRehabilitation,
    // pay
    Pension, DisabilityAllowances, OrphanAllowance, EducationAid, VocationalAllowance, NutritionMeals, ElderCare,
    LabourTransfer, SkillsTraining, Microcredit, DisasterRelief, AssetDividends, Tekun, Dibao, TemporaryRelief,
    // season
    PremiumSubsidy, PensionPremiumAid,
    // season: reviewed after tekun and dibao
    LowIncomeFile,
    // ration
    PublicWelfarePosts, DisabledDayCare, ForestRangers, EmploymentWorkshops, WorkRelief, IndustryDevelopment,
    CoopLinkage,
    // none: jobs opened and given first
    ReturneeEnterprise, OneWorkerRule,
    // ration: houses, moves and estates
    HousingRepair, SeismicRetrofit, RelocationSupport, CornerRelocation,
    // none: at work in villages
    WaterSupply, Infrastructure,
    // none: read by the health step
    CountyHospitals, DiseaseControl,
    // none: read by the markets of the villages
    ConsumptionAssistance, TourismEcommerce,
    // none: read by other steps
    ResidentTeams, DropoutControl, Responsiveness, FourNoRemovals,
    // none: funds and capacity of whole counties
    KeyCounty, KeyVillage, EastWestCooperation, ProvincialPairing, DesignatedSupport, SocialForces>;

inline constexpr int instruments = static_cast<int>(std::tuple_size_v<Policies>);

// Position of policy P: its row in the ledger.
template <class P>
inline constexpr int instrument_index = []<class... Ps>(std::tuple<Ps...>*) {
  int index = 0;
  bool const found = ((std::is_same_v<P, Ps> || (++index, false)) || ...);
  return found ? index : -1;
}(static_cast<Policies*>(nullptr));

}  // namespace holdfast
