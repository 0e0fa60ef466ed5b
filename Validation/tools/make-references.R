# Makes the reference.json of every case of cases.json, or of those named:
#
#   Rscript tools/make-references.R [--check] [CASE...]
#
# With --check nothing is written: what is made is compared with what stands in
# the folders, and what differs by more than 1e-8 of its size is listed. A
# number below 1 counts as 1 there, since residuals and the like are rounding
# of larger numbers. Exit code 1 where a case fails or differs.

arguments <- commandArgs()
tools <- dirname(sub("^--file=", "", grep("^--file=", arguments,
                                          value = TRUE)))
source(file.path(tools, "reference.R"), chdir = TRUE)
root <- dirname(normalizePath(tools))

list_of_cases <- fromJSON(file.path(tools, "cases.json"),
                          simplifyVector = FALSE)
given <- commandArgs(TRUE)
check <- "--check" %in% given
named <- setdiff(given, "--check")
unknown <- setdiff(named, names(list_of_cases$cases))
if (length(unknown) > 0) stop("no such case: ", paste(unknown, collapse = ", "))

failed <- FALSE
for (name in if (length(named) > 0) named else names(list_of_cases$cases)) {
  folder <- file.path(root, name)
  file <- file.path(folder, "reference.json")
  found <- tryCatch(
    make_reference(folder, list_of_cases$cases[[name]], list_of_cases$sources),
    error = function(error) {
      cat("FAILED", name, ":", conditionMessage(error), "\n")
      NULL
    })
  if (is.null(found)) {
    failed <- TRUE
  } else if (check) {
    differences <- different_values(
      fromJSON(paste(json_lines(found), collapse = "\n"),
               simplifyVector = FALSE),
      fromJSON(file, simplifyVector = FALSE))
    cat(sprintf("  %s: %s\n", name, differences), sep = "")
    if (length(differences) > 0) failed <- TRUE
  } else {
    writeLines(json_lines(found), file)
  }
}
quit(status = if (failed) 1 else 0)
