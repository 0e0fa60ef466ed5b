source("../tools/reference.R")

write_reference(
  title = "Saturated recursive path model",
  source = paste(
    "Data: Kerckhoff (1974), Ambition and Attainment; correlations as",
    "in R package sem (etc/R-Kerchoff.txt). Published: LISREL manual;",
    "Fox (2006), Structural Equation Modeling 13, 465-486"),
  published = list(
    fit = list(
      df = "0"),
    parameters = list(
      printed("grades", "~", "intelligence", est = "0.525902", se = "0.031182"),
      printed("educ_exp", "~", "grades", est = "0.405150"),
      printed("occup_asp", "~", "educ_exp", est = "0.549593", se = "0.038260"),
      printed("grades", "~~", "grades", est = "0.650995"))))
