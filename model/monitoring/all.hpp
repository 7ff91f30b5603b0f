// Every module of monitoring/, by name. New one: one header, one name here. The first four are the channels, in the
// order of channel_names.
#pragma once

#include <tuple>

#include "model/monitoring/assessment.hpp"
#include "model/monitoring/data_screens.hpp"
#include "model/monitoring/first_identification.hpp"
#include "model/monitoring/group_reports.hpp"
#include "model/monitoring/monitoring_line.hpp"
#include "model/monitoring/packages.hpp"
#include "model/monitoring/register_rules.hpp"
#include "model/monitoring/risk.hpp"
#include "model/monitoring/self_report.hpp"
#include "model/monitoring/verification.hpp"
#include "model/monitoring/visits.hpp"

namespace holdfast {

using Monitoring = std::tuple<GroupReports, DataScreens, Visits, SelfReport, MonitoringLine, Risk, Verification,
                              RegisterRules, Packages, FirstIdentification, Assessment>;

}  // namespace holdfast
