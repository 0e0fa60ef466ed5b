# Makes the tables with missing values from complete ones, with fixed seeds:
# Rscript missing.R in this folder. Half of the values go completely at random,
# half with a probability that depends on an observed variable (missing at
# random, Rubin 1976).

options(digits = 15)

write_table <- function(table, file) {
  write.csv(table, file, row.names = FALSE, quote = FALSE, na = "NA")
}

# Holzinger and Swineford (1939): tests missing by chance and by age; one case
# without any test; age in months missing for some.
set.seed(1939)
hs <- read.csv("holzinger-swineford-1939.csv", check.names = FALSE)
tests <- paste0("x", 1:9)
for (test in tests) {
  gone <- runif(nrow(hs)) < 0.06 + 0.08 * (hs$ageyr > 13)
  hs[gone, test] <- NA
}
hs[sample(nrow(hs), 25), c("x7", "x8", "x9")] <- NA
hs[17, tests] <- NA
hs$agemo[sample(nrow(hs), 30)] <- NA
write_table(hs, "holzinger-swineford-missing.csv")

# Growth with drop-out: who was low at one wave is more likely gone from the
# next on.
set.seed(1986)
growth <- read.csv("demo-growth.csv", check.names = FALSE)
waves <- paste0("t", 1:4)
gone <- rep(FALSE, nrow(growth))
for (k in 2:4) {
  gone <- gone | runif(nrow(growth)) < plogis(-2 - 0.4 * growth[[waves[k - 1]]])
  growth[gone, waves[k]] <- NA
}
growth$c2[sample(nrow(growth), 20)] <- NA
write_table(growth, "demo-growth-dropout.csv")

# Political democracy: one value in eight missing.
set.seed(1960)
pd <- read.csv("political-democracy.csv", check.names = FALSE)
for (name in names(pd)) pd[runif(nrow(pd)) < 0.12, name] <- NA
write_table(pd, "political-democracy-missing.csv")

# Classrooms: one value in ten missing, more in some classrooms.
set.seed(2023)
rooms <- read.csv("holzinger-classrooms.csv", check.names = FALSE)
rate <- 0.04 + 0.12 * (as.integer(factor(rooms$classroom)) %% 3 == 0)
for (test in tests) rooms[runif(nrow(rooms)) < rate, test] <- NA
write_table(rooms, "holzinger-classrooms-missing.csv")

# Latent products: one value in twelve missing, and some of the observed
# moderator.
set.seed(2010)
products <- read.csv("latent-products.csv", check.names = FALSE)
for (name in setdiff(names(products), "group")) {
  products[runif(nrow(products)) < 0.08, name] <- NA
}
write_table(products, "latent-products-missing.csv")
