// Care at home: therapy of disabled children, and the worker whom a member in need of constant care keeps at home.
// Policy document: articles 11 and 12 (rehabilitation, day care, care visits) act here.
#pragma once

#include "model/month/step.hpp"

namespace holdfast {

// What therapy leaves with the families (to out_of_pocket), what the rehabilitation programme pays, and who recovers.
void treat_children(Step const& step, County& county, Block const& block);

// Each quarter, after the rounds: who stays at home to care, and who is freed by day care or visits.
void keep_carers(Step const& step, County& county);

}  // namespace holdfast
