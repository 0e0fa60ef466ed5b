extension MessageCatalogue {
  /// What effects, bootstraps, scores, items, groups and validity warn of.
  static let chineseAnalysisMessages = #"""
    [effects.unstable]
    The loops of the model do not die out: the largest modulus of the eigenvalues of B is %1, not below 1. Total effects have no meaning. ⇒ 模型的回路不收敛：B的特征值的最大模为%1，不小于1。总效应没有意义。
    [effects.too-few-draws]
    #1 draws are too few for Monte Carlo intervals of level %2. ⇒ %1次抽取不足以得到置信水平为%2的蒙特卡洛区间。
    [effects.undefined-draws]
    Some effects are not defined in #1 of #2 Monte Carlo draws, where a variance is negative; their intervals leave these draws out. ⇒ 在%2次蒙特卡洛抽样中有%1次方差为负，部分效应没有定义；其区间不含这些抽样。
    [effects.nonrecursive]
    The model has loops. Total effects are those of all rounds through the loops; specific indirect effects are those of paths that visit no variable twice, and do not add up to the total indirect effect. ⇒ 模型含有回路。总效应为经过回路任意多次的效应；特定间接效应只计不重复经过变量的路径，其和不等于总间接效应。
    [effects.products]
    The model has products (%1): the plain effects hold where the moderators are zero, conditional effects at other values of them. ⇒ 模型含有乘积项（%1）：无条件的效应是调节变量为0时的效应，其他取值处见条件效应。
    [moderation.affected-moderator]
    %1 acts on the moderator %2: effects at a value of it are what would remain if that value were held. ⇒ %1影响调节变量%2：给定取值处的效应是假定调节变量保持该取值时的效应。
    [bootstrap.products]
    In draws of the kind %1 the products %2 are variables of their own, not the products of what was drawn. The nonparametric bootstrap draws them as they are. ⇒ 在%1抽样中，乘积项%2作为独立变量抽取，而不是所抽变量的乘积。非参数Bootstrap按其原样抽取。
    [bootstrap.missing-replicates]
    #1 replicates between #2 and #3 are missing. ⇒ 第%2至第%3次重复抽样中缺少%1次。
    [bootstrap.many-unusable]
    #1 of #2 replicates are unusable; figures from the rest may be off. ⇒ %2次重复抽样中有%1次不可用；由其余抽样得出的结果可能有偏。
    [bootstrap.one-sided]
    No interval where all draws lie on one side of the estimate: %1. ⇒ 全部抽样值位于估计值同一侧，因而没有区间：%1。
    [bootstrap.correction-beyond-draws]
    No interval where the bias correction is so large that they would end beyond the draws: %1. ⇒ 偏差校正过大，区间会超出抽样值的范围，因而没有区间：%1。
    [bootstrap.needs-standard-errors]
    No interval where draws lack standard errors: %1. ⇒ 抽样没有标准误，因而没有区间：%1。
    [bootstrap.too-few-draws]
    #1 of #2 replicates are usable; %4 intervals (%5) need at least #6. ⇒ %2次重复抽样中%1次可用；%4区间（%5）至少需要%6次。
    #1 of #2 replicates are usable (%3); %4 intervals (%5) need at least #6. ⇒ %2次重复抽样中%1次可用（%3）；%4区间（%5）至少需要%6次。
    No interval where there are too few usable draws: %1. ⇒ 可用抽样过少，因而没有区间：%1。
    [bootstrap.jackknife]
    #1 fits with a case left out did not converge; the acceleration does without them. ⇒ 有%1次剔除单个样本的拟合未收敛；加速系数的计算不含这些拟合。
    [bootstrap.unstable-ratio]
    %1: the denominator's draws lie on both sides of 0, so that the {ratio|ratios} {has|have} no standard deviation. The standard error, z and p of {it|them} change from seed to seed; use the percentile interval, or do not interpret {it|them}. ⇒ %1：分母的抽样值分布在0的两侧，比率没有标准差。其标准误、z与p随随机种子而变；请使用百分位区间，或不作解释。
    [scores.not-defined]
    One case has no ML scores: answers that are all of the lowest, or all of the highest, category have a likelihood without a maximum, and so have missing ones. EBM scores (`regression`) exist. ⇒ 有1个样本没有ML得分：答案全为最低或最高类别（或全部缺失）时，似然没有极大值。EBM得分（`regression`）存在。
    #1 cases have no ML scores: answers that are all of the lowest, or all of the highest, category have a likelihood without a maximum, and so have missing ones. EBM scores (`regression`) exist. ⇒ 有%1个样本没有ML得分：答案全为最低或最高类别（或全部缺失）时，似然没有极大值。EBM得分（`regression`）存在。
    There are no %1 scores of %2: the loadings do not tell these factors apart, or nothing that is observed measures them. Regression scores exist. ⇒ %2没有%1得分：载荷不能区分这些因子，或没有观测变量测量它们。回归得分存在。
    There are no %1 scores of %2: the covariances of the observed variables have no inverse. ⇒ %2没有%1得分：观测变量的协方差矩阵不可逆。
    [items.too-few]
    `%1` has one item: it has no reliability by its items. ⇒ `%1`只有一个题项：无法由题项计算信度。
    [items.model]
    There is no %1. ⇒ 没有%1。
    [items.reversed]
    %1 {goes|go} against the other items of `%2`: if {it is|they are} worded the other way, say so as `reversed`. ⇒ %1与`%2`的其他题项方向相反：若为反向题，请用`reversed`注明。
    [groups.none]
    %1 without a value of `%2` {is|are} in no group. ⇒ 没有`%2`取值的%1不属于任何组。
    [groups.too-small]
    Groups of fewer than five cases: %1. Tests of so few rest on normal distributions. ⇒ 样本量不足5的组：%1。样本如此之少时，检验依赖于正态分布。
    [groups.sparse]
    More than a fifth of the cells of %1 by %2 have fewer than five expected cases, or one has fewer than one: chi-square is not to be relied on (Cochran, 1954). Join categories. ⇒ %1与%2的列联表中超过五分之一的单元格期望频数小于5，或有单元格小于1：χ²不可靠（Cochran, 1954）。请合并类别。
    [validity.marker]
    The marker correlates positively with no construct: there is nothing to take off their correlations. ⇒ 标记变量与任何构念都没有正相关：没有可从构念间相关中扣除的部分。
    A marker with one item adjusts correlations; the marker models need two items or more. ⇒ 单题项的标记变量只能用于校正相关；标记变量模型需要两个以上的题项。
    [validity.model]
    %1 did not converge. ⇒ %1未收敛。
    %1 has no fit: %2 ⇒ %1无法拟合：%2
    [validity.discriminant]
    %1 and %2 share more variance than one of them extracts from its items (Fornell & Larcker, 1981). ⇒ %1与%2共享的方差超过其中之一从题项中抽取的方差（Fornell & Larcker, 1981）。
    """#
}
