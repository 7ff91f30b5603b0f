# Opens a run file with R's rhdf5 (dimensions turned round, as with ncdf4).
suppressPackageStartupMessages(library(rhdf5))
path <- commandArgs(trailingOnly = TRUE)[1]
onsets <- h5read(path, "relapse/onsets")
stopifnot(identical(dim(onsets), c(3L, 3L, 3L, 5L)))
stopifnot(onsets[1, 2, 3, 5] == 1000 + 400 + 2 * 9 + 1 * 3)
county <- as.vector(h5read(path, "county"))
Encoding(county) <- "UTF-8"
stopifnot(county[3] == "\u77f3\u6e20\u53bf")
spending <- h5read(path, "money/spending")
stopifnot(spending[8, 2, 2, 2] == 3131.25)
stopifnot(h5readAttributes(path, "relapse/onsets")$units == "persons")
stopifnot(grepl("line_yuan", h5read(path, "provenance/scenario")))
stopifnot(nrow(h5ls(path)) > 20)
