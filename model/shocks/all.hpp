// Every module of shocks/, by name. New one: one header, one name here.
#pragma once

#include <tuple>

#include "model/shocks/accident.hpp"
#include "model/shocks/disaster.hpp"
#include "model/shocks/endemic_disease.hpp"
#include "model/shocks/illness.hpp"
#include "model/shocks/job_loss.hpp"
#include "model/shocks/macro.hpp"
#include "model/shocks/price_fall.hpp"

namespace holdfast {

using Shocks = std::tuple<Macro, PriceFall, Illness, Accident, Flood, Drought, Hail, Earthquake, Landslide,
                          AnimalDisease, JobLoss, EndemicDisease>;

}  // namespace holdfast
