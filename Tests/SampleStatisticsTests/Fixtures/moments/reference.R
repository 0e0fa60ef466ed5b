# Reference moments and asymptotic covariances for SampleStatisticsTests.
# Run:  Rscript reference.R    in this folder, with lavaan 0.6-14 or later.
# Writes holzinger.csv (public data: Holzinger and Swineford 1939, as lavaan
# carries them, x2 made missing in rows 3 and 200) and reference.csv.
suppressMessages(library(lavaan))
data <- HolzingerSwineford1939[, c("id", "school", "x1", "x2", "x3", "x4")]
data$x2[c(3, 200)] <- NA
write.csv(data, "holzinger.csv", row.names = FALSE)
data <- read.csv("holzinger.csv")

out <- list()
put <- function(quantity, value) {
  value <- as.matrix(value)
  out[[length(out) + 1]] <<- data.frame(
    quantity = quantity, row = c(row(value)), column = c(col(value)),
    value = sprintf("%.17g", c(value)))
}
names <- c("x1", "x2", "x3", "x4")
for (school in unique(data$school)) {
  rows <- na.omit(data[data$school == school, names])
  put(paste0("n:", school), nrow(rows))
  put(paste0("cov:", school), cov(rows))
  put(paste0("mean:", school), colMeans(rows))
}
rows <- na.omit(data[, names])
rows$xz <- rows$x1 * rows$x3
put("cov:product", cov(rows))

model <- "f =~ x1 + x2 + x3 + x4"
fit <- cfa(model, data, group = "school", estimator = "WLS")
for (school in lavInspect(fit, "group.label")) {
  put(paste0("gamma.means:", school), unclass(lavInspect(fit, "gamma")[[school]]))
}
fit <- cfa(model, data, estimator = "WLS", meanstructure = FALSE)
put("gamma", unclass(lavInspect(fit, "gamma")))
put("wls.v", unclass(lavInspect(fit, "WLS.V")))
# Normal theory at the sample moments; lavaan's GLS weight is its inverse,
# and its covariance matrix is divided by n - 1.
fit <- cfa(model, data, estimator = "GLS", meanstructure = TRUE)
put("gls.v", unclass(lavInspect(fit, "WLS.V")))
write.csv(do.call(rbind, out), "reference.csv", row.names = FALSE, quote = FALSE)
