# The corpus of partable.R: model texts with options.

# Measurement models.
hs <- "visual =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed =~ x7 + x8 + x9"
case("holzinger", hs, "cfa")
case("holzinger means", hs, "cfa", meanstructure = TRUE)
case("holzinger std.lv", hs, "cfa", std.lv = TRUE)
case("holzinger orthogonal", hs, "cfa", orthogonal = TRUE)
case("holzinger lavaan", hs, "lavaan")
case("free first", "f =~ NA*x1 + x2 + x3\nf ~~ 1*f", "cfa")
case("fixed others", "f =~ x1 + 1*x2 + 0.5*x3", "cfa")
case("labelled marker", "f =~ a*x1 + b*x2 + c*x3", "cfa")
case("marker shares label", "f =~ a*x1 + a*x2 + b*x3 + b*x4", "cfa")
case("marker with start", "f =~ start(0.7)*x1 + start(0.8)*x2 + x3", "cfa")
case("tau equivalent", "f =~ l*x1 + l*x2 + l*x3\nf ~~ 1*f", "cfa")
case("parallel", "f =~ NA*x1 + l*x1 + l*x2 + l*x3\nf ~~ 1*f
x1 ~~ e*x1\nx2 ~~ e*x2\nx3 ~~ e*x3", "cfa")
case("repeated terms", "f =~ x1 + x2 + a*x2 + start(0.9)*x2 + NA*x3 + b*x3", "cfa")
# By lavaan 0.7-2: the last of two modifiers counts; 0.6-14 kept the first number.
case("the last modifier counts", "f =~ x1 + 1*x2 + NA*x2 + start(1)*x2 + 2*x3 + 1*x3", "cfa")
case("start on fixed", "f =~ x1 + start(2)*x2 + 1*x2\nf ~~ 1*f + start(2)*f", "cfa")
case("bounds", "f =~ x1 + lower(0)*x2 + upper(3)*x2 + lower(0.1)*x3
x1 ~~ lower(0)*x1\nx2 ~~ upper(9)*x2 + v*x2", "cfa")
case("bound on marker", "f =~ lower(0.1)*x1 + x2 + x3", "cfa")
case("correlated residuals", "f =~ x1 + x2 + x3 + x4\nx1 ~~ x3\nx4 ~~ x2", "cfa")
case("fixed covariance", "f =~ x1 + x2 + x3\ng =~ x4 + x5\nf ~~ 0*g\nx1 ~~ 0.3*x4")
case("single indicator", "f =~ x1\ng =~ x2 + x3 + x4", "cfa")
case("single indicator std.lv", "f =~ x1\ng =~ x2 + x3 + x4", "cfa", std.lv = TRUE)
case("single indicator given variance", "f =~ 1*x1\nx1 ~~ 0.2*x1\ng =~ x2 + x3", "cfa")
case("lone indicator shared", "f =~ x1\ng =~ x1 + x2 + x3", "cfa")
case("split measurement", "f =~ x1\nf =~ x2 + x3", "cfa")
case("cross loadings", "f =~ x1 + x2 + x3 + x4\ng =~ x4 + x5 + x6 + x1", "cfa")
case("second order", paste0(hs, "\ng =~ visual + textual + speed"), "cfa")
case("second order std.lv", paste0(hs, "\ng =~ visual + textual + speed"), "cfa", std.lv = TRUE)
case("second order first", paste0("g =~ visual + textual + speed\n", hs), "cfa")
case("second order of one", "g =~ f\nf =~ x1 + x2 + x3", "cfa")
case("bifactor", "g =~ x1 + x2 + x3 + x4 + x5 + x6
s1 =~ x1 + x2 + x3\ns2 =~ x4 + x5 + x6", "cfa", orthogonal = TRUE)
case("variance under std.lv", "f =~ x1 + x2 + x3\nf ~~ v*f\ng =~ x4 + x5\ng ~~ NA*g", "cfa", std.lv = TRUE)
case("multiple left sides", "f + g =~ x1 + x2 + x3\nx1 + x2 ~~ x4")
case("equal reference", "f =~ x1 + x2 + equal('f=~x2')*x3 + equal(a)*x4 + a*x5", "cfa")
case("phantom", "f =~ 0\ny ~ f\nf ~ x")
case("chinese", "学习 =~ 学习1 + 学习2 + 学习3\n成长 =~ 成长1 + 成长2
成长 ~ 学习 + 规模\n中介 := 2*3")

# Means.
case("intercepts", "f =~ x1 + x2 + x3\nx1 ~ 1\nf ~ 1", "cfa")
case("fixed intercepts", "f =~ x1 + x2 + x3\nx1 ~ 0*1\nx2 ~ 0\nx3 ~ 2.5*1\nf ~ m*1")
case("start and label on mean", "f =~ x1 + x2\nf ~ NA*1\nx1 ~ start(3)*1\nx2 ~ lower(1)*1 + a*1")
case("intercepts only", "y ~ 1\nx ~ 1\nz ~ 1")
case("means of free latents", hs, "cfa", meanstructure = TRUE, int.lv.free = TRUE)
case("intercepts fixed", hs, "cfa", meanstructure = TRUE, int.ov.free = FALSE)
case("mixed right side", "y ~ 1 + x + a*z\nm ~ x + 1")
case("no intercept", "y ~ 0 + x")

# Structural models.
bollen <- "ind60 =~ x1 + x2 + x3
dem60 =~ y1 + a*y2 + b*y3 + c*y4
dem65 =~ y5 + a*y6 + b*y7 + c*y8
dem60 ~ ind60
dem65 ~ ind60 + dem60
y1 ~~ y5
y2 ~~ y4 + y6
y3 ~~ y7
y4 ~~ y8
y6 ~~ y8"
case("political democracy", bollen)
case("political democracy std.lv", bollen, std.lv = TRUE)
case("political democracy means", bollen, meanstructure = TRUE)
case("path", "y ~ m + x\nm ~ x")
case("path two outcomes", "y1 ~ m + x1\ny2 ~ m + x2\nm ~ x1 + x2", meanstructure = TRUE)
case("path random x", "y ~ m + x + w\nm ~ x", fixed.x = FALSE, meanstructure = TRUE)
case("path lavaan", "y ~ m + x1 + x2\nm ~ x1", "lavaan", meanstructure = TRUE)
case("path lavaan random", "y ~ x1 + x2", "lavaan", fixed.x = FALSE, meanstructure = TRUE)
case("nonrecursive", "y1 ~ y2 + x1\ny2 ~ y1 + x2\ny1 ~~ y2")
case("exogenous with variance", "y ~ x1 + x2 + x3\nx1 ~~ x1")
case("exogenous covariance", "y ~ x1 + x2\nx1 ~~ x2\nz ~ y", meanstructure = TRUE)
case("exogenous mean", "y ~ x1 + x2\nx1 ~ 1")
case("exogenous with outsider", "y ~ x1\ny2 ~ x1\nx1 ~~ e")
case("exogenous covariance random", "y ~ x1 + x2 + x3\nx1 ~~ x2", fixed.x = FALSE)
case("latent with observed", "f =~ x1 + x2 + x3\ny ~ f + x5\nx5 ~~ f")
case("mimic", "f =~ x1 + x2 + x3\nf ~ z1 + z2 + z3\nx3 ~ z1", meanstructure = TRUE)
case("mediation", "m ~ a*x\ny ~ b*m + cp*x\nab := a*b\ntotal := cp + (a*b)\nprop := ab/total")
case("serial mediation", "m1 ~ a1*x\nm2 ~ a2*x + d21*m1\ny ~ b1*m1 + b2*m2 + cp*x
i1 := a1*b1\ni2 := a2*b2\ni3 := a1*d21*b2\ncontrast := i1 - i2\ntotal := i1+i2+i3+cp")
case("latent mediation", "x =~ x1 + x2 + x3\nm =~ m1 + m2\ny =~ y1 + y2 + y3
m ~ a*x\ny ~ b*m + c*x\nab := a * b")
case("moderation", "y ~ x + w + x:w\nm ~ x")
case("moderated mediation", "m ~ a1*x + a2*w + a3*x:w\ny ~ b*m + c*x\nw ~~ wv*w\nw ~ wm*1
low := (a1 + a3*(wm - sqrt(wv)))*b\nhigh := (a1 + a3*(wm + sqrt(wv)))*b")
case("latent chain", "a =~ a1 + a2\nb =~ b1 + b2\nc =~ c1 + c2\nd =~ d1 + d2
b ~ a\nc ~ b\nd ~ c + a\ny ~ d + x")
case("latent and observed outcomes", "f =~ x1 + x2\nh =~ x5 + x6\ny ~ f\ny2 ~ f\ng =~ x3 + x4\ng ~ f")
case("orthogonal outcomes", "f =~ x1 + x2\ng =~ x3 + x4\nh =~ x5 + x6\ng ~ f\nh ~ f\ny ~ f", orthogonal.y = TRUE)
case("orthogonal predictors", "f =~ x1 + x2\ng =~ x3 + x4\nh =~ x5 + x6\nh ~ f + g", orthogonal.x = TRUE)
case("indicator of second order regressed", "h =~ f + g\nf =~ x1 + x2\ng =~ x3 + x4\nf ~ x\ny ~ x
h2 =~ h + x5\nk =~ x6 + x7\nk ~ h")
case("covariances turned", "x2 ~~ x1\nf =~ x1 + x2 + x4\nx3 ~~ f\ny ~~ f\nx4 ~~ x1", meanstructure = TRUE)
case("covariances only", "a ~~ b\nc ~~ d\na ~~ d", meanstructure = TRUE)
case("saturated", "a ~~ a + b + c\nb ~~ b + c\nc ~~ c")
case("latent in the middle", "f =~ x1 + x2 + x3; y ~ f; y ~~ x1; f ~~ y")
case("formative", "f =~ x1 + x2\nc <~ z1 + z2 + z3\nf ~ c", meanstructure = TRUE)
case("formative fixed", "c <~ 1*z1 + z2\ny ~ c + w\nf =~ x1 + z2 + y2\nz1 ~ k")
case("scaled formative", "c <~ a*z1 + 1*z2\ny ~ c\nf =~ c + w", std.lv = TRUE)
case("no automatic covariances", paste0(hs, "\nspeed ~ visual\ny ~ visual"), auto.cov.lv.x = FALSE, auto.cov.y = FALSE)
case("no automatic variances", hs, auto.var = FALSE)
case("no marker", hs, auto.fix.first = FALSE)

# Constraints.
case("equality", "f =~ x1 + a*x2 + b*x3\na == b")
case("nonlinear constraints", "y ~ b1*x1 + b2*x2 + b3*x3\nb1 == (b2 + b3)^2\nb1 > exp(b2 + b3)")
case("inequalities", "y ~ a*x\ny ~~ v*y\na > 0\na < 0.9\nv>0.01; 3 < v")
case("internal labels", "f =~ x1 + x2 + x3\n.p2. == .p3.\n.p2. > 0.1")
case("constraints before use", "k := a*2; a == b\ny ~ a*x + b*z\nq := k + b")
case("shared labels", "y ~ b*x1 + b*x2\nm ~ b*x1 + c*x2 + c*x3\ny ~~ v*y\nm ~~ v*m")
case("label on fixed", "y ~ a*x + 0.5*z + k*z\nab := a*k")

# Growth.
growth <- "i =~ 1*t1 + 1*t2 + 1*t3 + 1*t4\ns =~ 0*t1 + 1*t2 + 2*t3 + 3*t4"
case("growth", growth, "growth")
case("growth covariates", paste0(growth, "\ni ~ x1 + x2\ns ~ x1 + x2
t1 ~ c1\nt2 ~ c2\nt3 ~ c3\nt4 ~ c4"), "growth")
case("growth random covariate", "f =~ t1 + t2\nf ~ x", "growth", fixed.x = FALSE)
case("growth outcome", "f =~ t1 + t2 + t3\ny ~ x + f\nx ~ 1", "growth")
case("latent basis", "i =~ 1*t1 + 1*t2 + 1*t3\ns =~ 0*t1 + NA*t2 + 1*t3", "growth")
case("growth groups", paste0(growth, "\ni ~ x4"), "growth", ngroups = 2L, group.equal = c("means", "regressions"))

# Groups.
case("groups configural", hs, "cfa", ngroups = 2L)
case("groups metric", hs, "cfa", ngroups = 2L, group.equal = "loadings")
case("groups scalar", hs, "cfa", ngroups = 2L, group.equal = c("loadings", "intercepts"))
case("groups strict", hs, "cfa", ngroups = 2L, group.equal = c("loadings", "intercepts", "residuals"))
case("groups structural", hs, "cfa", ngroups = 2L,
     group.equal = c("loadings", "intercepts", "residuals", "lv.variances", "lv.covariances", "means"))
case("groups means only", hs, "cfa", ngroups = 2L, group.equal = c("intercepts", "means"))
case("three groups scalar", hs, "cfa", ngroups = 3L, group.equal = c("loadings", "intercepts"))
case("three groups partial", hs, "cfa", ngroups = 3L, group.equal = c("loadings", "intercepts"),
     group.partial = c("visual=~x2", "x7~1"))
case("partial spaces", hs, "cfa", ngroups = 2L, group.equal = c("loadings", "intercepts"),
     group.partial = c("visual =~ x2", "x7 ~ 1"))
case("groups no means", hs, "cfa", ngroups = 2L, group.equal = "loadings", meanstructure = FALSE)
case("groups std.lv", hs, "cfa", ngroups = 2L, std.lv = TRUE, group.equal = "loadings")
case("groups std.lv scalar", hs, "cfa", ngroups = 2L, std.lv = TRUE, group.equal = c("loadings", "intercepts"))
case("groups std.lv equal variances", hs, "cfa", ngroups = 2L, std.lv = TRUE,
     group.equal = c("loadings", "intercepts", "lv.variances"))
case("groups vectors", "y ~ c(a, b)*x + c(1, NA)*z + c(0.5, 0.5)*w + start(c(1, 2))*v
y ~~ c(v1, v2)*y", ngroups = 2L)
case("groups single label", "y ~ a*x + b*m\nm ~ c*x\nd := a - b*c\na == 0.5", ngroups = 2L)
case("groups single value", "f =~ x1 + 0.5*x2 + start(2)*x3 + lower(0)*x4", ngroups = 2L)
case("groups label everywhere", "y ~ a*x + a*z\nm ~ c(p, q)*x + c(p, p)*z", ngroups = 2L)
case("groups labels against equality", "f =~ x1 + c(a, b)*x2 + x3 + x4", ngroups = 2L, group.equal = "loadings")
case("groups half fixed", "f =~ x1 + c(1, NA)*x2 + c(NA, 2)*x3 + x4", ngroups = 2L)
case("groups half fixed equal", "f =~ x1 + c(1, NA)*x2 + c(NA, 2)*x3 + x4", ngroups = 2L, group.equal = "loadings")
case("groups marker differs", "f =~ c(NA, 1)*x1 + x2 + x3", ngroups = 2L)
case("groups latent mean fixed", "f =~ x1 + x2 + x3\nf ~ 0*1", ngroups = 2L, group.equal = "intercepts")
case("groups latent mean half", "f =~ x1 + x2 + x3\nf ~ c(0, NA)*1", ngroups = 2L, group.equal = c("loadings", "intercepts"))
case("groups latent mean free", "f =~ x1 + x2 + x3\nf ~ 1", ngroups = 2L, group.equal = c("loadings", "intercepts", "means"))
case("groups structural model", bollen, ngroups = 2L, group.equal = c("loadings", "intercepts", "regressions"))
case("groups residual covariances", "f =~ x1 + x2 + x3\nx1 ~~ x3\ny ~ f\nf ~~ z", ngroups = 2L,
     group.equal = c("residuals", "residual.covariances", "lv.covariances"))
case("groups path", "y ~ m + x\nm ~ x", ngroups = 2L, group.equal = c("regressions", "residuals", "intercepts"))
case("groups random x", "y ~ x + z", ngroups = 2L, fixed.x = FALSE,
     group.equal = c("residuals", "residual.covariances", "intercepts"))
case("groups second order", paste0(hs, "\ng =~ visual + textual + speed"), "cfa", ngroups = 2L,
     group.equal = c("loadings", "intercepts"))
case("group headers", "group: 1\nf =~ x1 + x2 + x3\ngroup: 2\nf =~ x1 + x2 + x4 + x3\nx1 ~~ x3", ngroups = 2L)
case("group headers equal", "group: 1\nf =~ x1 + x2 + x3\ngroup: 2\nf =~ x1 + x2 + x4 + x3", ngroups = 2L,
     group.equal = c("loadings", "intercepts"))
case("group headers labels", "group: 1\nf =~ x1 + a*x2 + x3\ngroup: 2\nf =~ x1 + a*x2 + b*x3 + b*x4", ngroups = 2L)

# Effect coding.
case("effect loadings", hs, "cfa", effect.coding = "loadings")
case("effect both", hs, "cfa", effect.coding = c("loadings", "intercepts"), meanstructure = TRUE)
case("effect intercepts", hs, "cfa", effect.coding = "intercepts", meanstructure = TRUE)
case("effect fixed loading", "f =~ 1*x1 + x2 + x3\ng =~ a*x4 + x5", "cfa",
     effect.coding = c("loadings", "intercepts"), meanstructure = TRUE)
case("effect cross loading", "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x3\nh =~ f + g", "cfa",
     effect.coding = c("loadings", "intercepts"), meanstructure = TRUE)
case("effect fixed intercept", "f =~ x1 + x2 + x3\nx1 ~ 0*1\nf ~ x",
     effect.coding = c("loadings", "intercepts"), meanstructure = TRUE)
case("effect fixed mean", "f =~ x1 + x2 + x3\nf ~ 0*1", effect.coding = c("loadings", "intercepts"), meanstructure = TRUE)
case("effect groups", hs, "cfa", ngroups = 2L, effect.coding = c("loadings", "intercepts"),
     group.equal = c("loadings", "intercepts"))
case("effect groups means", "f =~ x1 + x2 + x3\ng =~ x4 + x5", "cfa", ngroups = 2L,
     effect.coding = c("loadings", "intercepts"), group.equal = c("loadings", "intercepts", "means"))

# What parses into rows though the fit may refuse it.
case("thresholds", "f =~ u1 + u2 + x3\nu1 | t1 + t2\nu2 | a*t1", meanstructure = TRUE)
case("scaling", "f =~ u1 + u2 + u3\nu1 | t1\nu2 | t1\nu1 ~*~ 0.5*u1")
case("threshold of outcome", "u | t1\nu ~ x", meanstructure = TRUE)
case("efa", "efa('b1')*f1 + efa('b1')*f2 =~ x1 + x2 + x3 + x4")
case("levels", "level: 1\nf =~ x1 + x2 + x3\nf ~ w\nlevel: 2\nfb =~ x1 + x2 + x3\nfb ~ z", meanstructure = TRUE)
case("levels named", "level: within\nf =~ x1 + x2\nlevel: between\nfb =~ x1 + x2", meanstructure = TRUE)
case("levels shared", "level: 1\nf =~ x1 + x2\nf ~ w\ny ~ x1\nlevel: 2\nfb =~ x1 + x2\ny ~ w", meanstructure = TRUE)
