source("../tools/reference.R")

write_reference(
  title = paste(
    "Twenty-four psychological tests, five factors, correlation matrix",
    "input"),
  source = paste(
    "Data: Harman (1976), Modern Factor Analysis, 3rd ed.; R package",
    "datasets (Harman74.cor)"),
  modification_indices = TRUE)
