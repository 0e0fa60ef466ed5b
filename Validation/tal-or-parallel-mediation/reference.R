source("../tools/reference.R")

write_reference(
  title = "Presumed media influence, two parallel mediators",
  source = paste(
    "Data: Tal-Or, Cohen, Tsfati and Gunther (2010), Communication",
    "Research 37, 801-824, as in R package psych (Tal_Or). Published:",
    "Hayes (2018), Introduction to Mediation, Moderation, and",
    "Conditional Process Analysis, 2nd ed."),
  published = list(
    parameters = list(
      printed("via_import", ":=", "a1*b1", est = "0.2033", group = 0),
      printed("via_pmi", ":=", "a2*b2", est = "0.1890", group = 0))))
