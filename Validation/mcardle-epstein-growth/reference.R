source("../tools/reference.R")

write_reference(
  title = "Latent growth curve of WISC scores",
  source = paste(
    "Data: McArdle and Epstein (1987), Child Development 58, 110-133;",
    "raw moments as in R package sem (etc/M-McArdle.txt). Published:",
    "Fox (2006), Structural Equation Modeling 13, 465-486"),
  published = list(
    fit = list(
      chisq = "83.791",
      df = "8"),
    parameters = list(
      printed("C", "=~", "wisc2", est = "8.61354"),
      printed("C", "=~", "wisc4", est = "15.40323"),
      printed("C", "~1", "", est = "3.01763"),
      printed("C", "~~", "C", est = "0.44343"),
      printed("wisc1", "~~", "wisc1", est = "11.78832"))),
  notes = paste(
    "The source fits the raw moment matrix. Here it is taken apart into",
    "means and a covariance matrix with divisor N - 1, which gives the",
    "same objective."))
