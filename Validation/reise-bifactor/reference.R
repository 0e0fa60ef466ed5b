source("../tools/reference.R")

write_reference(
  title = "Bifactor model with uncorrelated group factors",
  source = paste(
    "Data: Reise, Morizot and Hays (2007), Quality of Life Research 16,",
    "19-31; correlations as in R package psych (Reise)"),
  notes = "The number of observations is set here, not the study's.",
  modification_indices = TRUE)
