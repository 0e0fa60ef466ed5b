source("../tools/reference.R")

write_reference(
  title = "Two schools from covariance matrices and means",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  notes = paste(
    "The same fit as holzinger-swineford-groups-intercepts, from",
    "moments; lavaan names the groups Group 1 and Group 2."),
  implied = TRUE)
