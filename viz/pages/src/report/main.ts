import type { ReportData } from "./data";
import { setLanguage, t } from "../shared/language";

const data = JSON.parse(document.getElementById("report-data")!.textContent!) as ReportData;
setLanguage(data.language);
document.title = t("common.holdfast");
