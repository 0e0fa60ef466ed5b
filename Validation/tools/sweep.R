# A sweep of model x option cases by lavaan (0.6-14 or 0.7-2), for sweep.py
# beside it.
# Usage: Rscript sweep.R OUTDIR [NAME-PATTERN] (six minutes for all); writes
# data and cases.json there.
suppressMessages({library(lavaan); library(jsonlite)})
pattern <- c(commandArgs(TRUE), "", "")[2]
out <- commandArgs(TRUE)[1]; dir.create(out, showWarnings=FALSE, recursive=TRUE)
set.seed(20261124)
HS <- HolzingerSwineford1939; HS <- HS[,c("id","sex","ageyr","agemo","school","grade",paste0("x",1:9))]
HS$w <- round(runif(nrow(HS),0.3,2.5),3); HS$cl <- rep(1:30,length.out=nrow(HS)); 
# clusters with effects
u <- rnorm(30); for (k in 1:9) HS[[paste0("x",k)]] <- HS[[paste0("x",k)]] + 0.4*u[HS$cl]*(k%%2+0.5)
HSm <- HS; for (k in c(1,2,4,5,7,9)) HSm[sample(nrow(HS),35),paste0("x",k)] <- NA
HSm[sample(nrow(HS),10),"ageyr"] <- NA
HSx <- HS; for (k in c(1,2,4,5,7,9)) HSx[sample(nrow(HS),35),paste0("x",k)] <- NA
PD <- PoliticalDemocracy; PDm <- PD; for (v in c("y1","y3","y6","x2")) PDm[sample(75,8),v] <- NA
DG <- Demo.growth; DGm <- DG; for (v in c("t2","t3","t4")) DGm[sample(400,60),v] <- NA
wr <- function(d,n) write.csv(d, file.path(out,paste0(n,".csv")), row.names=FALSE, na="")
wr(HS,"hs"); wr(HSm,"hsm"); wr(HSx,"hsx"); wr(PD,"pd"); wr(PDm,"pdm"); wr(DG,"dg"); wr(DGm,"dgm")
D <- list(hs=HS,hsm=HSm,hsx=HSx,pd=PD,pdm=PDm,dg=DG,dgm=DGm)
cfa3 <- "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"
cfac <- "visual =~ x1 + a*x2 + a*x3\ntextual =~ x4 + b*x5 + c*x6\nspeed =~ x7 + x8 + x9\nb + c == 2"
mimic <- paste0(cfa3,"\nvisual ~ ageyr + sex\ntextual ~ visual + ageyr")
path <- "x4 ~ a*x1 + c*ageyr\nx7 ~ b*x4 + x1 + sex\nab := a*b"
demo <- "ind60 =~ x1 + x2 + x3\ndem60 =~ y1 + y2 + y3 + y4\ndem65 =~ y5 + y6 + y7 + y8\ndem60 ~ ind60\ndem65 ~ ind60 + dem60\ny1 ~~ y5\ny2 ~~ y4 + y6\ny3 ~~ y7\ny4 ~~ y8\ny6 ~~ y8"
grow <- "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + 2*t3 + 3*t4"
growx <- paste0(grow,"\ni ~ x1 + x2\ns ~ x1 + x2\nt1 ~ c1\nt2 ~ c2\nt3 ~ c3\nt4 ~ c4")
M <- list(cfa3=list(cfa3,"hs","cfa"), cfac=list(cfac,"hs","cfa"), mimic=list(mimic,"hs","sem"), path=list(path,"hs","sem"),
          demo=list(demo,"pd","sem"), grow=list(grow,"dg","growth"), growx=list(growx,"dg","growth"))
O <- list(ml=list(), mlr=list(estimator="MLR"), mlm=list(estimator="MLM"), mlmv=list(estimator="MLMV"), mlmvs=list(estimator="MLMVS"), mlf=list(estimator="MLF"),
  wish=list(likelihood="wishart"), gls=list(estimator="GLS"), uls=list(estimator="ULS"), glsr=list(estimator="GLS",se="robust.sem",test="satorra.bentler"),
  ulsr=list(estimator="ULS",se="robust.sem",test="satorra.bentler"), mlrobs=list(se="robust.huber.white",test="yuan.bentler",information="expected"),
  mlms=list(estimator="MLM",meanstructure=TRUE), freex=list(estimator="MLR",fixed.x=FALSE), stdlv=list(std.lv=TRUE,estimator="MLM"),
  browne=list(test="browne.residual.nt"), brownea=list(test="browne.residual.adf"), meanml=list(meanstructure=TRUE), obs=list(information="observed"))
G <- list(none=list(), grp=list(group="school"), metric=list(group="school",group.equal="loadings"), scalar=list(group="school",group.equal=c("loadings","intercepts")))
MIS <- list(fiml=list(missing="fiml"), fimlr=list(missing="fiml",estimator="MLR"), fimlx=list(missing="fiml.x"), fimlxr=list(missing="fiml.x",estimator="MLR"), fimlexp=list(missing="fiml",information="expected"),
   ts=list(missing="two.stage"), rts=list(missing="robust.two.stage"), pw=list(missing="pairwise"), fimlmlf=list(missing="fiml",estimator="MLF"))
CL <- list(clu=list(cluster="cl"), wts=list(sampling.weights="w"), cluw=list(cluster="cl",sampling.weights="w"), wtsr=list(sampling.weights="w",estimator="MLR"), cluf=list(cluster="cl",missing="fiml"), wf=list(sampling.weights="w",missing="fiml"))
cases <- list(); add <- function(m, data, kind, mname, opts, name) cases[[length(cases)+1]] <<- list(name=name, model=m, data=data, kind=kind, opts=opts)
for (mn in names(M)) for (on in names(O)) { m<-M[[mn]]
  gs <- if (mn %in% c("cfa3","mimic")) names(G) else "none"
  for (g in gs) add(m[[1]], m[[2]], m[[3]], mn, c(O[[on]],G[[g]]), paste(mn,on,g,sep="-")) }
for (mn in names(M)) for (on in names(MIS)) { m<-M[[mn]]; dd <- if (m[[2]]=="hs") c("hsm","hsx") else paste0(m[[2]],"m")
  gs <- if (mn %in% c("cfa3","mimic")) c("none","scalar") else "none"
  for (d in dd) for (g in gs) add(m[[1]], d, m[[3]], mn, c(MIS[[on]],G[[g]]), paste(mn,on,g,d,sep="-")) }
for (mn in c("cfa3","cfac","mimic","path")) for (on in names(CL)) { m<-M[[mn]]
  gs <- if (mn %in% c("cfa3","mimic")) c("none","grp") else "none"
  for (g in gs) add(m[[1]], if (grepl("f$",on)) "hsx" else "hs", m[[3]], mn, c(CL[[on]],G[[g]]), paste(mn,on,g,sep="-")) }
res <- list()
cases <- Filter(function(cs) grepl(pattern, cs$name), cases)
for (cs in cases) {
  fun <- cs$kind
  # Latent's exogenous variables are random in two stages; with fixed ones
  # lavaan 0.7 drops the cases that miss one, and 0.6-14 fails.
  if (grepl("two.stage", paste0(cs$opts$missing, "")) && cs$kind != "cfa")
    cs$opts$fixed.x <- FALSE
  # With an equality beside the model, and with ULS, a tight tolerance makes
  # lavaan's optimizer give up at a point that is no solution (b + c = 2.032);
  # its own tolerance is taken then.
  fit <- function(...) suppressWarnings(do.call(fun, c(list(model=cs$model,
    data=D[[cs$data]], control=list(iter.max=5000, ...)), cs$opts)))
  r <- tryCatch({ f <- if (grepl("==", cs$model)) fit() else fit(rel.tol=1e-13)
    if (!lavInspect(f,"converged")) f <- fit()
    if (!lavInspect(f,"converged")) stop("not converged")
    p <- suppressWarnings(parameterEstimates(f, standardized=TRUE, remove.nonfree=FALSE))
    if (is.null(p$group)) p$group <- ifelse(p$op %in% c(":=","==","<",">"),0,1)
    keep <- intersect(c("lhs","op","rhs","group","est","se","z","pvalue","ci.lower","ci.upper","std.lv","std.all"), names(p))
    fm <- tryCatch(as.list(unclass(fitMeasures(f))), error=function(e) list(error=conditionMessage(e)))
    list(ok=TRUE, par=as.data.frame(p)[,keep], fit=fm) }, error=function(e) list(ok=FALSE, error=conditionMessage(e)))
  res[[length(res)+1]] <- c(cs[c("name","model","data","kind")], list(opts=cs$opts), r)
}
writeLines(toJSON(res, auto_unbox=TRUE, digits=NA, na="null", null="null"), file.path(out,"cases.json"))
cat(length(res), "cases,", sum(sapply(res,`[[`,"ok")), "ok\n")
