# Writes effects.json: effects by R's lavaan, with the sample moments that
# they come from. Run in this folder: Rscript effects.R
#
# Data: Tal_Or of R's psych (Tal-Or, Cohen, Tsfati & Gunther, 2010; the PMI
# example of Hayes, 2013), PoliticalDemocracy and HolzingerSwineford1939 of
# lavaan. Nonrecursive total effects are (I - B)^-1 - I of lavaan's B.
suppressMessages({library(lavaan); library(psych); library(jsonlite)})

moments <- function(fit) {
  groups <- if (lavInspect(fit, "ngroups") > 1) lavInspect(fit, "sampstat")
            else list(lavInspect(fit, "sampstat"))
  counts <- lavInspect(fit, "nobs")
  lapply(seq_along(groups), function(i) list(
    variables = rownames(groups[[i]]$cov), nobs = counts[i],
    cov = unclass(unname(groups[[i]]$cov))))
}

effects <- function(fit, paths) {
  raw <- parameterEstimates(fit)
  raw <- raw[raw$op == ":=", ]
  std <- standardizedSolution(fit)
  std <- std[std$op == ":=", ]
  lapply(seq_len(nrow(raw)), function(i) list(
    name = raw$lhs[i], path = paths[[raw$lhs[i]]],
    est = raw$est[i], se = raw$se[i],
    lower = raw$ci.lower[i], upper = raw$ci.upper[i],
    std = std$est.std[i], std_se = std$se[i]))
}

case <- function(name, model, text, data, from, to, paths, group = NULL) {
  fit <- sem(paste(model, text, sep = "\n"), data, group = group,
             meanstructure = FALSE, fixed.x = is.null(group))
  list(name = name, model = model, from = from, to = to,
       fixedX = is.null(group), groups = moments(fit),
       effects = effects(fit, paths))
}

cases <- list(
  case("simple", "pmi ~ a*cond\nreaction ~ b*pmi + c*cond",
       "direct := c\nab := a*b\ntotal := c + a*b",
       Tal_Or, "cond", "reaction", list(
         direct = c("cond", "reaction"), ab = c("cond", "pmi", "reaction"))),
  case("parallel",
       paste("pmi ~ a1*cond\nimport ~ a2*cond\npmi ~~ import",
             "reaction ~ b1*pmi + b2*import + c*cond", sep = "\n"),
       paste("direct := c\nab1 := a1*b1\nab2 := a2*b2",
             "indirect := a1*b1 + a2*b2\ntotal := c + a1*b1 + a2*b2",
             "contrast := a1*b1 - a2*b2", sep = "\n"),
       Tal_Or, "cond", "reaction", list(
         direct = c("cond", "reaction"), ab1 = c("cond", "pmi", "reaction"),
         ab2 = c("cond", "import", "reaction"))),
  case("serial",
       paste("import ~ a1*cond\npmi ~ a2*cond + d*import",
             "reaction ~ b1*import + b2*pmi + c*cond", sep = "\n"),
       paste("direct := c\nab1 := a1*b1\nab2 := a2*b2\nserial := a1*d*b2",
             "indirect := a1*b1 + a2*b2 + a1*d*b2",
             "total := c + a1*b1 + a2*b2 + a1*d*b2", sep = "\n"),
       Tal_Or, "cond", "reaction", list(
         direct = c("cond", "reaction"), ab1 = c("cond", "import", "reaction"),
         ab2 = c("cond", "pmi", "reaction"),
         serial = c("cond", "import", "pmi", "reaction"))),
  case("latent",
       paste("ind60 =~ x1 + x2 + x3", "dem60 =~ y1 + y2 + y3 + y4",
             "dem65 =~ y5 + y6 + y7 + y8", "dem60 ~ a*ind60",
             "dem65 ~ c*ind60 + b*dem60", sep = "\n"),
       "direct := c\nab := a*b\ntotal := c + a*b",
       PoliticalDemocracy, "ind60", "dem65", list(
         direct = c("ind60", "dem65"), ab = c("ind60", "dem60", "dem65"))),
  case("groups",
       paste("x4 ~ c(a1,a2)*x1", "x7 ~ c(b1,b2)*x4 + c(c1,c2)*x1", sep = "\n"),
       paste("ab1 := a1*b1\nab2 := a2*b2\ndifference := a1*b1 - a2*b2",
             sep = "\n"),
       HolzingerSwineford1939, "x1", "x7", list(
         ab1 = c("x1", "x4", "x7"), ab2 = c("x1", "x4", "x7")),
       group = "school"))

# Moderated mediation: moderator x4 held at values, and the index. Products
# are columns of their own here: of a product with an endogenous factor, as
# x7:x4, lavaan makes a variable that is uncorrelated with all others.
hs <- HolzingerSwineford1939
hs$x1x4 <- hs$x1 * hs$x4
hs$x7x4 <- hs$x7 * hs$x4
named <- function(item) {
  item$model <- gsub("(x[17])x4", "\\1:x4", item$model)
  item$groups[[1]]$variables <-
    gsub("(x[17])x4", "\\1:x4", item$groups[[1]]$variables)
  item
}
moderated <- list(
  case("first stage",
       paste("x7 ~ a1*x1 + a2*x4 + a3*x1x4", "x9 ~ b*x7 + c*x1", sep = "\n"),
       paste("low := (a1 + a3*2)*b\nhigh := (a1 + a3*4)*b",
             "index := a3*b", "total := c + (a1 + a3*4)*b", sep = "\n"),
       hs, "x1", "x9", list(index = c("x1", "x7", "x9"))),
  case("second stage",
       paste("x7 ~ a*x1",
             "x9 ~ b1*x7 + c*x1 + b2*x4 + b3*x7x4", sep = "\n"),
       paste("low := a*(b1 + b3*2)\nhigh := a*(b1 + b3*4)",
             "index := a*b3", "total := c + a*(b1 + b3*4)", sep = "\n"),
       hs, "x1", "x9", list(index = c("x1", "x7", "x9"))))

# A nonrecursive model: instruments x1 and x2.
nonrecursive <- "x4 ~ x1 + x7\nx7 ~ x2 + x4\nx4 ~~ x7\nx9 ~ x7"
fit <- sem(nonrecursive, HolzingerSwineford1939, meanstructure = FALSE,
           fixed.x = TRUE)
b <- lavInspect(fit, "est")$beta
total <- solve(diag(nrow(b)) - b) - diag(nrow(b))
v <- lavInspect(fit, "cov.all")
deviation <- sqrt(diag(v))
of <- function(from, to) list(
  from = from, to = to, total = total[to, from],
  std = total[to, from] * deviation[from] / deviation[to],
  direct = b[to, from])
loops <- list(
  name = "nonrecursive", model = nonrecursive, groups = moments(fit),
  radius = max(Mod(eigen(b)$values)),
  effects = list(of("x1", "x9"), of("x2", "x4"), of("x7", "x4"),
                 of("x4", "x9")))

write(toJSON(list(
  lavaan = as.character(packageVersion("lavaan")), cases = cases,
  moderated = lapply(moderated, named),
  nonrecursive = loops), digits = NA, auto_unbox = TRUE, pretty = TRUE),
  "effects.json")
