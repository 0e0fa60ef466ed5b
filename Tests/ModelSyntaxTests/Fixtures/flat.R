# Writes flat.json: the models of `valid` as lavaan's parser flattens them.
# Command: Rscript flat.R (in this folder), with lavaan 0.6-14 and jsonlite.
suppressMessages(library(lavaan))
files <- sort(list.files("valid", pattern = "\\.lav$"))
flatten <- function(file) {
  text <- paste(readLines(file.path("valid", file), encoding = "UTF-8"),
                collapse = "\n")
  rows <- suppressWarnings(
    lavParseModelString(text, as.data.frame. = TRUE))
  columns <- c("lhs", "op", "rhs", "fixed", "start", "lower", "upper",
               "label", "efa", "rv", "prior")
  row <- function(i) {
    values <- lapply(rows[i, columns], as.character)
    values[names(values) %in% columns[1:3] | values != ""]
  }
  list(model = sub("\\.lav$", "", file),
       rows = lapply(seq_len(nrow(rows)), row),
       constraints = lapply(attr(rows, "constraints"),
                            function(x) x[c("lhs", "op", "rhs")]))
}
result <- list(
  software = paste("lavaan", packageVersion("lavaan")),
  command = "Rscript flat.R",
  models = lapply(files, flatten))
json <- jsonlite::toJSON(result, auto_unbox = TRUE)
writeLines(gsub("},{", "},\n{", json, fixed = TRUE), "flat.json",
           useBytes = TRUE)
