# Makes latent-products.json: conditional effects of latent products by lavaan
# (0.6-14), with products of indicators computed here by double mean centring
# within groups. Run in this folder: Rscript latent-products.R
#
# Values of moderators and means are numbers in the := lines, so that lavaan's
# delta method takes them as known, as Latent does.
source("../../../Validation/tools/reference.R", chdir = TRUE)
# At a polished optimum.
polished <- function(model, data, ...) {
  fit_arguments("sem", list(model = model, data = data, ...))$fit
}
data <- read.csv("../../../Validation/data/latent-products.csv")
measure <- "f =~ x1 + x2 + x3
g =~ z1 + z2 + z3
m =~ m1 + m2 + m3
y =~ y1 + y2 + y3
"
number <- function(x) sprintf("%.17g", x)
rows <- function(fit) {
  estimates <- parameterEstimates(fit)
  estimates <- estimates[estimates$op == ":=", ]
  lapply(seq_len(nrow(estimates)), function(i) list(
    name = estimates$lhs[i], est = estimates$est[i], se = estimates$se[i]))
}

# The moderator of a mediator's effect, held a standard deviation from its mean.
mediated <- add_products(data, c("m1.z1", "m2.z2", "m3.z3"))
model <- paste0(measure, "m.g =~ m1.z1 + m2.z2 + m3.z3
m ~ a*f
y ~ b*m + c*f + g + d*m.g
m.g ~~ m
")
fit <- polished(model, mediated)
sd_g <- sqrt(lavInspect(fit, "cov.lv")["g", "g"])
fit <- polished(paste0(model,
  "low := a*(b - d*", number(sd_g), ")\n",
  "mean := a*b\n",
  "high := a*(b + d*", number(sd_g), ")\n",
  "index := a*d\n"), mediated)
mediation <- list(sd = sd_g, effects = rows(fit))

# An observed moderator in its own units.
observed <- add_products(data, c("x1.w", "x2.w", "x3.w"))
model <- "f =~ x1 + x2 + x3
y =~ y1 + y2 + y3
f.w =~ x1.w + x2.w + x3.w
y ~ b*f + w + d*f.w
f.w ~~ w
f ~~ w
"
fit <- polished(paste0(model,
  "nine := b + d*(9 - ", number(mean(data$w)), ")\n",
  "eleven := b + d*(11 - ", number(mean(data$w)), ")\n"), observed)
mixed <- list(effects = rows(fit))

# Groups with latent means: values are in the units of both groups.
names <- c("x1.z1", "x2.z2", "x3.z3")
grouped <- add_products(data, names, "group")
model <- "f =~ x1 + x2 + x3
g =~ z1 + z2 + z3
m =~ m1 + m2 + m3
f.g =~ x1.z1 + x2.z2 + x3.z3
m ~ f + c(b1, b2)*g + c(d1, d2)*f.g
"
equal <- c("loadings", "intercepts")
fit <- polished(model, grouped, group = "group", group.equal = equal)
moments <- lapply(c("a", "b"), function(label) list(
  mean = lavInspect(fit, "mean.lv")[[label]][["f"]],
  variance = lavInspect(fit, "cov.lv")[[label]]["f", "f"]))
counts <- lavInspect(fit, "nobs")
means <- sapply(moments, `[[`, "mean")
stopifnot(abs(means[1]) < 1e-12, means[2] > 0.1)
total <- sum(counts * means) / sum(counts)
deviation <- sqrt(sum(counts * (sapply(moments, `[[`, "variance") +
                                  (means - total)^2)) / sum(counts))
value <- total + deviation
fit <- polished(paste0(model,
  "a := b1 + d1*", number(value), "\n",
  "b := b2 + d2*(", number(value - means[2]), ")\n"),
  grouped, group = "group", group.equal = equal)
groups <- list(mean = total, sd = deviation, effects = rows(fit))

write(toJSON(list(
  lavaan = as.character(packageVersion("lavaan")), mediation = mediation,
  mixed = mixed, groups = groups), digits = I(15), auto_unbox = TRUE,
  pretty = TRUE), "latent-products.json")
