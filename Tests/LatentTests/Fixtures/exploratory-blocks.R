# Exploratory blocks in models by lavaan 0.7-2.3170, for ExploratoryBlockTests.
library(lavaan)
data <- HolzingerSwineford1939
arguments <- list(gpa_tol = 1e-8, rstarts = 0)
block <- 'efa("b")*f1 + efa("b")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\n'
fit <- function(text, ...) {
  own <- sem(paste0(block, text), data, rotation = "oblimin",
             rotation.args = arguments, ...)
  print(fitMeasures(own, c("npar", "df", "chisq")), digits = 10)
  print(as.data.frame(parTable(own))[, c("lhs", "op", "rhs", "group", "est")],
        digits = 10)
}
fit("f1 + f2 ~ ageyr + sex\nx7 ~ f1 + f2")
fit("g =~ x7 + x8 + x9 + x1")
fit("", group = "school", group.equal = "loadings")

# For promaxTurnsBlocks.
own <- sem(paste0(block, "f1 + f2 ~ ageyr"), data, rotation = "promax")
print(as.data.frame(parTable(own))[, c("lhs", "op", "rhs", "est")], digits = 9)
own <- sem(paste0(block, "f1 + f2 ~ ageyr"), data, rotation = "none",
           control = list(rel.tol = 1e-12))
found <- lavInspect(own, "est")
loadings <- found$lambda[1:6, 1:2]
scales <- sqrt(rowSums(loadings^2) + diag(found$theta)[1:6])
turned <- promax(varimax(loadings / scales, eps = 1e-15)$loadings, 4)
print(unclass(turned$loadings) * scales, digits = 9)
print(solve(crossprod(turned$rotmat)), digits = 9)

# Every kind of fit; for everyKindOfFitIsLavaans.
names <- paste0("x", 1:9)
text <- "f3 =~ x7 + x8 + x9\nf3 ~ f1 + f2"
incomplete <- data
ordered <- data
for (v in 1:9) {
  incomplete[((seq_len(nrow(data)) - 1) %% 11) == v, names[v]] <- NA
  cuts <- quantile(data[[names[v]]], c(.3, .6, .85))
  ordered[[names[v]]] <- as.integer(cut(data[[names[v]]], c(-Inf, cuts, Inf)))
}
show <- function(rotation, data, ...) {
  own <- sem(paste0(block, text), data, rotation = rotation,
             rotation.args = arguments, ...)
  table <- parameterEstimates(own)
  keys <- paste0(table$lhs, table$op, table$rhs)
  chosen <- c("f1=~x1", "f2=~x3", "f2=~x5", "f3~f1", "f3~f2")
  print(table[match(chosen, keys), c("est", "se")], digits = 9)
}
for (estimator in c("ML", "GLS", "ULS")) {
  show("oblimin", data, estimator = estimator)
}
show("varimax", data)
show("oblimin", incomplete, missing = "fiml")
show("oblimin", ordered, ordered = names)
