# Opens a run file with R's ncdf4. R turns the order of dimensions round: the last in the file is the first here.
suppressPackageStartupMessages(library(ncdf4))
path <- commandArgs(trailingOnly = TRUE)[1]
run <- nc_open(path)
onsets <- ncvar_get(run, "relapse/onsets")
stopifnot(identical(dim(onsets), c(3L, 3L, 3L, 5L)))
stopifnot(onsets[1, 2, 3, 5] == 1000 + 400 + 2 * 9 + 1 * 3)
county <- ncvar_get(run, "name_zh")
Encoding(county) <- "UTF-8"
stopifnot(county[3] == "\u77f3\u6e20\u53bf")
stopifnot(ncvar_get(run, "month_label")[2] == "2021-02")
found <- ncvar_get(run, "monitoring/found")
stopifnot(is.na(found[2, 1, 1, 1]), sum(is.na(found)) == 5)
stopifnot(sum(is.na(ncvar_get(run, "needs/in_need"))) == 5)
stopifnot(ncatt_get(run, "relapse/onsets", "units")$value == "persons")
stopifnot(ncatt_get(run, 0, "Conventions")$value == "CF-1.10")
stopifnot(grepl("line_yuan", ncvar_get(run, "provenance/scenario")))
nc_close(run)
