# Tables of counts by R's stats, and letters of groups by multcompView, for
# CrossTabulationTests. Run from the top level of the repository:
#   Rscript Tests/GroupDifferencesTests/Fixtures/tables.R > .../tables.json
suppressMessages({
  library(jsonlite)
  library(multcompView)
})
test <- function(counts) {
  own <- suppressWarnings(chisq.test(counts, correct = FALSE))
  e <- own$expected
  g <- 2 * sum(ifelse(counts > 0, counts * log(counts / e), 0))
  df <- unname(own$parameter)
  list(counts = counts, chisq = unname(own$statistic), df = df,
       p = own$p.value, g = g, gp = pchisq(g, df, lower.tail = FALSE),
       exact = if (all(dim(counts) == 2)) fisher.test(counts)$p.value else -1,
       v = sqrt(unname(own$statistic) / sum(counts) / (min(dim(counts)) - 1)),
       least = min(e))
}
firms <- read.csv("Models/cluster-growth/firms.csv")
districts <- unique(firms$district)
set.seed(20261130)
letters_of <- function(n, share) {
  names <- paste0("g", seq_len(n))
  pairs <- combn(n, 2)
  differs <- runif(ncol(pairs)) < share
  names(differs) <- paste(names[pairs[1, ]], names[pairs[2, ]], sep = "-")
  matrix <- multcompLetters(differs)$LetterMatrix[names, , drop = FALSE]
  list(count = n, first = pairs[1, ] - 1, second = pairs[2, ] - 1,
       differs = unname(differs),
       columns = lapply(seq_len(ncol(matrix)),
                        function(j) as.list(unname(which(matrix[, j])) - 1)))
}
cat(toJSON(list(
  version = paste(R.version.string, "multcompView",
                  packageVersion("multcompView")),
  stageByDistrict = test(unclass(table(
    firms$stage, factor(firms$district, districts)))),
  two = list(test(rbind(c(12L, 5L), c(3L, 11L))),
             test(rbind(c(0L, 7L), c(4L, 2L))),
             test(rbind(c(2150L, 40L), c(1990L, 71L)))),
  letters = Map(letters_of, c(3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 10, 12),
                c(.3, .2, .6, .3, .7, .4, .6, .5, .3, .6, .5, .4))),
  digits = NA, auto_unbox = TRUE), "\n")
