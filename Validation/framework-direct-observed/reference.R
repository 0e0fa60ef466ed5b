source("../tools/reference.R")

# What the framework says, written out: the mediator is predicted by the
# causes, and predicts nothing.
case <- read_case()
case$model <- "
  visual =~ x1 + x2 + x3
  speed  =~ x7 + x8 + x9
  visual ~ ageyr + sex
  speed  ~ 0*visual + c1*ageyr + c2*sex
  direct.ageyr.to.speed := c1
  total.ageyr.to.speed := c1
  direct.sex.to.speed := c2
  total.sex.to.speed := c2
"
write_reference(
  title = "A direct framework with observed causes and a latent mediator",
  source = paste(
    "Data: Holzinger and Swineford (1939), as in R package lavaan",
    "(HolzingerSwineford1939)"),
  fitted = fit_case(case))
