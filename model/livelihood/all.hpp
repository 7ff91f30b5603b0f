// Every module of livelihood/, by name. New one: one header, one name here.
#pragma once

#include <tuple>

#include "model/livelihood/care.hpp"
#include "model/livelihood/consumption.hpp"
#include "model/livelihood/demography.hpp"
#include "model/livelihood/farm.hpp"
#include "model/livelihood/local_market.hpp"
#include "model/livelihood/needs.hpp"
#include "model/livelihood/pension_contribution.hpp"
#include "model/livelihood/sharing.hpp"
#include "model/livelihood/village_works.hpp"
#include "model/livelihood/work.hpp"

namespace holdfast {

using Livelihood = std::tuple<Work, Farm, LocalMarket, Sharing, Consumption, Demography, Needs, Care,
                              PensionContribution, VillageWorks>;

}  // namespace holdfast
