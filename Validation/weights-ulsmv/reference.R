source("../tools/reference.R")
source("../tools/survey.R")

write_reference(
  title = "ULSMV with sampling weights",
  source = paste(
    "Data: Holzinger and Swineford (1939) with simulated classrooms",
    "(shifts in common) and simulated sampling weights (column weight)"),
  notes = paste(
    "Covariances of the moments by R package survey", 
    packageDescription("survey")$Version),
  fitted = survey_fit(read_case()))
