extension MessageCatalogue {
  /// What models, their options and comparisons warn of.
  static let chineseModelMessages = #"""
    [model.curve-without-means]
    The loadings of %1 are fixed as those of a growth curve, whose means this model does not estimate: `kind: growth` does, with intercepts of the indicators fixed to 0. ⇒ %1的载荷按增长曲线固定，而本模型不估计其均值：`kind: growth`会估计，并将指标的截距固定为0。
    [missing.means-needed]
    Incomplete cases have no likelihood without means: the model has them, whatever `meanstructure` says. ⇒ 没有均值就没有不完整样本的似然：无论`meanstructure`如何设定，模型均含均值。
    [cluster.means-needed]
    Clustered cases have no likelihood without means: the model has them, whatever `meanstructure` says. ⇒ 没有均值就没有聚类样本的似然：无论`meanstructure`如何设定，模型均含均值。
    [conditional.means-needed]
    Given exogenous variables the others have intercepts: the model has them, whatever `meanstructure` says. ⇒ 给定外生变量时其他变量有截距：无论`meanstructure`如何设定，模型均含均值。
    [model.means-needed]
    The text or its kind of model has means: the model has them, whatever `meanstructure` says. ⇒ 模型文本或模型类型含有均值：无论`meanstructure`如何设定，模型均含均值。
    [model.thresholds-of-sample]
    %1 that the text does not name {is|are} fixed to the sample's (`auto-th: false`, as with `kind: lavaan`), and {counts|count} as known: the degrees of freedom are #2 more than what χ² tests. ⇒ 模型文本未提及的%1固定为样本值（`auto-th: false`，与`kind: lavaan`相同），并视为已知：自由度比χ²所检验的多%2。
    [options.idle]
    The options of rotations change nothing in this model: it has no two factors of an `efa()` block. ⇒ 旋转选项对本模型不起作用：没有含两个因子的`efa()`块。
    The option `parameterization` changes nothing in this model: there is no ordered variable. ⇒ 选项`parameterization`对本模型不起作用：没有有序变量。
    The option `%1` changes nothing in this model: no loading depends on it. ⇒ 选项`%1`对本模型不起作用：没有载荷取决于它。
    The option `%1` changes nothing in this model: there is no exogenous observed variable. ⇒ 选项`%1`对本模型不起作用：没有外生观测变量。
    The option `%1` changes nothing in this model: there are no two such variables. ⇒ 选项`%1`对本模型不起作用：没有两个这样的变量。
    The option `%1` changes nothing in this model: no intercept depends on it. ⇒ 选项`%1`对本模型不起作用：没有截距取决于它。
    The option `%1` changes nothing in this model: no latent intercept depends on it. ⇒ 选项`%1`对本模型不起作用：没有潜变量截距取决于它。
    The option `%1` changes nothing in this model: no latent variable has a single indicator. ⇒ 选项`%1`对本模型不起作用：没有单指标潜变量。
    The option `%1` changes nothing in this model: no variance depends on it. ⇒ 选项`%1`对本模型不起作用：没有方差取决于它。
    The option `%1` changes nothing in this model: no threshold depends on it. ⇒ 选项`%1`对本模型不起作用：没有阈值取决于它。
    The option `%1` changes nothing in this model: no scaling factor depends on it. ⇒ 选项`%1`对本模型不起作用：没有缩放因子取决于它。
    The option `%1` changes nothing in this model: `group-equal` does not make these parameters equal. ⇒ 选项`%1`对本模型不起作用：`group-equal`并未令这些参数相等。
    The set `%1` of `group-equal` changes nothing: the groups' models have no free parameters in it. ⇒ `group-equal`中的`%1`不起作用：各组模型中没有这类自由参数。
    The set `%1` of `group-equal` changes nothing: there is one group. ⇒ `group-equal`中的`%1`不起作用：只有一个组。
    [comparison.criteria]
    AIC and BIC are not used: the models do not count the same moments, because means or fixed exogenous variables differ. The same meanstructure and fixed-x for all models make them comparable. ⇒ 不采用AIC与BIC：各模型计入的矩不同，因为均值结构或固定外生变量不同。令所有模型的meanstructure与fixed-x相同即可比较。
    [comparison.no-test]
    There are no difference tests: the statistic of %1 has no chi-square distribution. Use ML, GLS or WLS; for ordered variables WLSMV or ULSMV. ⇒ 没有差异检验：%1的统计量不服从χ²分布。请使用ML、GLS或WLS；有序变量请用WLSMV或ULSMV。
    [comparison.inadmissible]
    The solution of %1 is not admissible; see its own fit before choosing it. ⇒ %1的解不可接受；选择该模型前请查看其拟合结果。
    [comparison.equivalent]
    %1 have the same degrees of freedom (#2) and imply the same moments: they are equivalent, and no data tell them apart. ⇒ %1的自由度相同（%2）且隐含相同的矩：它们是等价模型，任何数据都不能加以区分。
    [comparison.same-df]
    %1 have the same degrees of freedom (#2): neither restricts the other, and there is no difference test. ⇒ %1的自由度相同（%2）：互不嵌套，没有差异检验。
    [comparison.not-nested]
    %1 is not nested in %2, which cannot reproduce the moments that it implies: there is no difference test between them. ⇒ %1并不嵌套于%2，后者不能复现前者所隐含的矩：两者之间没有差异检验。
    [comparison.undetermined]
    Whether %1 is nested in %2 could not be found: the check did not converge. There is no difference test between them. ⇒ 无法确定%1是否嵌套于%2：检查未收敛。两者之间没有差异检验。
    [comparison.different-variables]
    %1 explain different observed variables: neither chi-square nor AIC or BIC compare them. Models of the same variables do, with paths fixed at 0. ⇒ %1解释的观测变量不同：χ²、AIC与BIC均不能比较。可用同样变量、将路径固定为0的模型进行比较。
    %1 explain different observed variables (%2): neither chi-square nor AIC or BIC compare them. Models of the same variables do, with paths fixed at 0. ⇒ %1解释的观测变量不同（%2）：χ²、AIC与BIC均不能比较。可用同样变量、将路径固定为0的模型进行比较。
    [comparison.different-samples]
    %1 were fitted to different cases or groups: neither chi-square nor AIC or BIC compare them. ⇒ %1所用的样本或组不同：χ²、AIC与BIC均不能比较。
    [comparison.negative-factor]
    The scaling factor of the difference between %1 is negative, so that the test %2 does not exist. Use the method {satorra.bentler.2010.|satorra.2000.} ⇒ %1之差的校正因子为负，检验%2不存在。请使用方法satorra.bentler.2010或satorra.2000。
    [comparison.no-scaled-test]
    The test of %1 against %2 could not be computed by %3: an information matrix is not positive definite, or the models do not count the same moments. Try another method. ⇒ 无法用%3计算%1相对于%2的检验：信息矩阵非正定，或两模型计入的矩不同。请换用其他方法。
    [comparison.worse]
    %1 restricts %2 and yet fits better: %3 stands at a local minimum. Give it other starting values. ⇒ %1是%2的约束模型，拟合却更好：%3停在局部极小值。请给出其他初始值。
    [comparison.baseline]
    The CFI of %1 cannot be compared: their baseline models differ, because fixed exogenous variables do. ⇒ %1的CFI不能比较：固定外生变量不同，因而基线模型不同。
    [invariance.no-verdict]
    The step %1 has no verdict by the criterion %2: %3 cannot be computed for it or for %4. Another criterion may do. ⇒ 步骤%1按准则%2无法判定：无法对该步骤或%4计算%3。可换用其他准则。
    [invariance.empty-step]
    The step %1 adds no constraint to this model; it was left out. With `parameterization: theta` it holds residual variances of ordered variables equal. ⇒ 步骤%1对本模型没有增加约束，从略。使用`parameterization: theta`时，它令有序变量的残差方差相等。
    The step %1 adds no constraint to this model; it was left out. ⇒ 步骤%1对本模型没有增加约束，从略。
    [invariance.not-converged]
    The step %1 did not converge; the ladder ends there. ⇒ 步骤%1未收敛，检验到此为止。
    [invariance.nothing-to-release]
    The step %1 does not hold, and has no equality that can be released by itself. ⇒ 步骤%1不成立，且没有可以单独放开的等值约束。
    The step %1 does not hold, and no further equality can be released: none has a significant score statistic, or too few equal indicators would be left. ⇒ 步骤%1不成立，且不能再放开等值约束：没有显著的得分统计量，或剩余的等值指标过少。
    []
    AIC and BIC compare them. ⇒ 可用AIC与BIC比较。
    No model holds: they were not fitted to the same variables and cases. ⇒ 无法选定模型：各模型所用的变量与样本不同。
    By the chi-square difference tests (alpha = %1) %2 holds: %3. ⇒ 按χ²差异检验（α = %1），%2成立：%3。
    %1 are equivalent: they fit any data equally well, and only theory can choose between them. ⇒ %1是等价模型：对任何数据的拟合都相同，只能依据理论选择。
    The chi-square difference tests (alpha = %1) leave %2, which are not nested in each other, and there are no AIC and BIC to choose by: none of them holds alone. ⇒ χ²差异检验（α = %1）保留%2，它们互不嵌套，又没有AIC与BIC可用：无法选定其中之一。
    No chi-square difference test can choose between the models, and there are no AIC and BIC to choose by: none of them holds alone. ⇒ 没有可用的χ²差异检验，也没有AIC与BIC可用：无法选定其中之一。
    The chi-square difference tests (alpha = %1) leave %2, which are not nested in each other; AIC and BIC agree: %3 holds. ⇒ χ²差异检验（α = %1）保留%2，它们互不嵌套；AIC与BIC一致：%3成立。
    No chi-square difference test can choose between the models; AIC and BIC agree: %1 holds. ⇒ 没有可用的χ²差异检验；AIC与BIC一致：%1成立。
    %1, and AIC and BIC %2: none of them holds alone. ⇒ %1，而AIC与BIC%2：无法选定其中之一。
    %1; AIC %2, BIC %3: %4 holds. ⇒ %1；AIC%2，BIC%3：%4成立。
    %1, and the criteria disagree: AIC %2, BIC %3; none of them clearly holds. ⇒ %1，而信息准则不一致：AIC%2，BIC%3；没有明确成立的模型。
    AIC and BIC agree. ⇒ AIC与BIC的结论一致。
    AIC and BIC %1. ⇒ AIC与BIC%1。
    AIC agrees; BIC %1. ⇒ AIC的结论一致；BIC%1。
    BIC agrees; AIC %1. ⇒ BIC的结论一致；AIC%1。
    AIC %1; BIC %2. ⇒ AIC%1；BIC%2。
    The change in CFI (a fall of at most %1) agrees. ⇒ CFI的变化（下降不超过%1）结论一致。
    The change in CFI (a fall of at most %1) leaves %2. ⇒ 按CFI的变化（下降不超过%1）保留%2。
    The change in CFI (a fall of at most %1) leads to %2. ⇒ 按CFI的变化（下降不超过%1）则为%2。
    Its own fit is not acceptable by convention (CFI at least .90, RMSEA at most .08): it is the best of these models, not a good one. ⇒ 按惯例（CFI至少.90，RMSEA至多.08），其自身的拟合并不可接受：它只是这些模型中最好的，并非好的模型。
    By %1, every step holds, up to %2. ⇒ 按%1，各步骤均成立，直至%2。
    By %1, %2 invariance holds and %3 does not. The steps after it rest on it and do not count. ⇒ 按%1，%2等值成立，%3等值不成立。其后的步骤以其为前提，不作数。
    By %1, %2 invariance holds and %3 does not. ⇒ 按%1，%2等值成立，%3等值不成立。
    By %1, %2 invariance holds; nothing can be said of the next step. ⇒ 按%1，%2等值成立；下一步骤无法判定。
    By %1, only the configural model is left: %2 invariance does not hold. ⇒ 按%1，只剩形态等值模型：%2等值不成立。
    By %1, nothing can be said of any step. ⇒ 按%1，各步骤均无法判定。
    The steps after it rest on it and do not count. ⇒ 其后的步骤以其为前提，不作数。
    The equality of %1 strains the fit most; releasing it leads to partial invariance. ⇒ %1的等值约束对拟合损害最大；放开即为部分等值。
    Released, in this order: %1. ⇒ 依次放开：%1。
    The change in CFI judges %1 differently; the chi-square difference test judges %2 differently. ⇒ CFI变化对%1的判断不同；χ²差异检验对%2的判断不同。
    The change in CFI judges %1 differently; Chen's criteria judges %2 differently. ⇒ CFI变化对%1的判断不同；Chen的标准对%2的判断不同。
    Chen's criteria judges %1 differently; the chi-square difference test judges %2 differently. ⇒ Chen的标准对%1的判断不同；χ²差异检验对%2的判断不同。
    The change in CFI judges %1 differently. ⇒ CFI变化对%1的判断不同。
    Chen's criteria judges %1 differently. ⇒ Chen的标准对%1的判断不同。
    The chi-square difference test judges %1 differently. ⇒ χ²差异检验对%1的判断不同。
    [phrases]
    a fall in CFI of at most .010 (Cheung & Rensvold, 2002) ⇒ CFI下降不超过.010（Cheung & Rensvold, 2002）
    the changes in CFI, RMSEA and SRMR (Chen, 2007) ⇒ CFI、RMSEA与SRMR的变化（Chen, 2007）
    the chi-square difference test at the level %1 ⇒ χ²差异检验（水平%1）
    it does not fit significantly worse than %1, and %2 {fits|fit} significantly worse ⇒ 它的拟合不显著差于%1，而%2的拟合显著更差
    it does not fit significantly worse than %1 ⇒ 它的拟合不显著差于%1
    %1 {fits|fit} significantly worse ⇒ %1的拟合显著更差
    The chi-square difference tests (alpha = %1) leave %2, which are not nested in each other ⇒ χ²差异检验（α = %1）保留%2，它们互不嵌套
    No chi-square difference test can choose between the models ⇒ 没有可用的χ²差异检验
    only in %1: %2; only in %3: %4 ⇒ 仅%1含有：%2；仅%3含有：%4
    only in %1: %2 ⇒ 仅%1含有：%2
    """#
}
