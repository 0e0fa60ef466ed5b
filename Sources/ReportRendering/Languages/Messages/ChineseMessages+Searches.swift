extension MessageCatalogue {
  /// How searches end, and why.
  static let chineseSearchMessages = #"""
    [phrases]
    prefer{s|} %1 ⇒ 支持%1
    do{es|} not tell %1 apart ⇒ 不能区分%1
    []
    The estimates converged after #1 iterations. ⇒ 估计经过%1次迭代后收敛。
    The estimates did not converge within #1 iteration{s|}. ⇒ 估计在%1次迭代内未收敛。
    The estimates%2 did not converge within #1 iteration{s|}. ⇒ 估计%2在%1次迭代内未收敛。
    The estimates did not converge within #1 iteration{s|}; give starting values with start(), or simplify the model. ⇒ 估计在%1次迭代内未收敛；请用start()给出初始值，或简化模型。
    The estimates in group{s|} %2 did not converge within #1 iteration{s|}; give starting values with start(), or simplify the model. ⇒ %2组的估计在%1次迭代内未收敛；请用start()给出初始值，或简化模型。
    The estimates did not converge: after #1 iterations no step improved them. ⇒ 估计未收敛：%1次迭代后没有任何步骤能使其改善。
    The estimates in group{s|} %2 did not converge: after #1 iterations no step improved them. ⇒ %2组的估计未收敛：%1次迭代后没有任何步骤能使其改善。
    The model may not be identified or may fit very badly. ⇒ 模型可能不可识别，或拟合极差。
    The bound of '%1' allows only variances below 0, which nothing has. Take it off. ⇒ '%1'的界限只允许负的方差，而方差不可能为负。请去掉该界限。
    The discrepancy falls towards a limit that no values reach: %1 grow{s|} or shrink{s|} without end. These data hold too little for this model: simplify it, look for outliers, or bound the parameters (`bounds: standard`). ⇒ 差异函数趋向任何取值都达不到的极限：%1无限增大或减小。数据的信息不足以估计此模型：请简化模型、检查异常值，或限制参数范围（`bounds: standard`）。
    The sample's covariance matrix is nearly singular: %1 almost determine each other (an eigenvalue of the correlations is %2). Leave one of them out, or look for outliers. ⇒ 样本协方差矩阵接近奇异：%1几乎相互决定（相关矩阵的一个特征值为%2）。请删去其中之一，或检查异常值。
    The sample's covariance matrix in group %3 is nearly singular: %1 almost determine each other (an eigenvalue of the correlations is %2). Leave one of them out, or look for outliers. ⇒ %3组的样本协方差矩阵接近奇异：%1几乎相互决定（相关矩阵的一个特征值为%2）。请删去其中之一，或检查异常值。
    All variables correlate almost perfectly, as where one case lies far from all others in all of them; beside such a case rounding hides what the others tell, and no step can be seen to improve the estimates. ⇒ 所有变量几乎完全相关，如同某个样本在所有变量上都远离其他样本；有这样的样本时，舍入误差掩盖其他样本的信息，看不出任何步骤能改善估计。
    All variables correlate almost perfectly, as where one case lies far from all others in all of them: row #1 makes up %2% of their variances, and beside such a case rounding hides what the others tell, and no step can be seen to improve the estimates. ⇒ 所有变量几乎完全相关，如同某个样本在所有变量上都远离其他样本：第%1行占其方差的%2%；有这样的样本时，舍入误差掩盖其他样本的信息，看不出任何步骤能改善估计。
    Correct it, or leave it out. ⇒ 请更正或删去该样本。
    Look for it in the data. ⇒ 请在数据中查找。
    Look for it. ⇒ 请查找该样本。
    %1, whose loading is fixed, hardly measures %2: in its units the other loadings grow without end. Scale %3 by another indicator ('%4') or by its variance (`std-lv: true`). ⇒ 载荷被固定的%1几乎不能测量%2：以其为单位，其他载荷无限增大。请用其他指标（'%4'）或方差（`std-lv: true`）确定%3的尺度。
    %1, whose loading is fixed in group %5, hardly measures %2: in its units the other loadings grow without end. Scale %3 by another indicator ('%4') or by its variance (`std-lv: true`). ⇒ %5组中载荷被固定的%1几乎不能测量%2：以其为单位，其他载荷无限增大。请用其他指标（'%4'）或方差（`std-lv: true`）确定%3的尺度。
    The indicators of %1 share nothing: no correlation of %2 exceeds %3, as chance alone would give. Leave %4 out, or measure it otherwise. ⇒ %1的指标没有共同部分：%2的相关均不超过%3，与随机结果无异。请删去%4，或用其他方式测量。
    The estimation could not begin: %1 ⇒ 无法开始估计：%1
    No parameter values were found that satisfy the constraint %1. Change it, or give starting values with start() that satisfy it. ⇒ 找不到满足约束%1的参数值。请修改该约束，或用start()给出满足约束的初始值。
    No parameter values were found that satisfy these constraints together: %1. Change one of them, or give starting values with start() that satisfy them. ⇒ 找不到同时满足以下约束的参数值：%1。请修改其中之一，或用start()给出满足约束的初始值。
    No parameter values were found that satisfy the constraints; they may contradict each other. Remove one, or give starting values with start() that satisfy them. ⇒ 找不到满足约束的参数值，约束可能彼此矛盾。请删去其中之一，或用start()给出满足约束的初始值。
    The estimates did not converge: with %1 on a bound the data determine no further step. What has no variance is not measured by anything: leave it out of the model, or take the bound off. ⇒ 估计未收敛：%1位于边界，数据不能决定下一步。没有方差的变量无从测量：请将其移出模型，或去掉边界。
    Each group was fitted by itself; in #1 of #2 starting values led to no convergence, and others were tried. ⇒ 各组分别拟合；%2组中有%1组从初始值出发未收敛，已尝试其他初始值。
    Starting values led to no convergence; plain starting values were tried. ⇒ 从初始值出发未收敛；已尝试简单初始值。
    Starting values led to no convergence; plain ones with short steps were tried. ⇒ 从初始值出发未收敛；已尝试以短步长从简单初始值出发。
    Starting values led to no convergence; short steps from the first were tried. ⇒ 从初始值出发未收敛；已尝试以短步长从原初始值出发。
    Starting values led to no convergence; factors in units of their best indicators were tried. ⇒ 从初始值出发未收敛；已尝试以最佳指标为因子的单位。
    Starting values led to no convergence; damped steps were tried. ⇒ 从初始值出发未收敛；已尝试阻尼步长。
    A search that did not converge had come lower; damped steps were tried from there. ⇒ 一次未收敛的搜索达到更低的值；已从该处尝试阻尼步长。
    Starting values led to no convergence; of #1 searches from scattered ones none converged. ⇒ 从初始值出发未收敛；%1次从分散初始值出发的搜索均未收敛。
    Starting values led to no convergence; of #1 searches from scattered ones #2 converged, to one optimum. ⇒ 从初始值出发未收敛；%1次从分散初始值出发的搜索中有%2次收敛于同一最优解。
    Starting values led to no convergence; of #1 searches from scattered ones #2 converged, to #3 optima, of which the lowest is kept. ⇒ 从初始值出发未收敛；%1次从分散初始值出发的搜索中有%2次收敛于%3个最优解，保留其中最低者。
    Starting values led to no convergence; of #1 searches from scattered ones #2 converged, to #3 optima, of which the lowest without negative variances is kept. ⇒ 从初始值出发未收敛；%1次从分散初始值出发的搜索中有%2次收敛于%3个最优解，保留其中没有负方差的最低者。
    #1 of #2 searches from random starting values converged. ⇒ %2次从随机初始值出发的搜索中有%1次收敛。
    #1 of #2 searches from random starting values converged, to one optimum. ⇒ %2次从随机初始值出发的搜索中有%1次收敛于同一最优解。
    #1 of #2 searches from random starting values converged; there are #3 optima, of which the lowest is kept. ⇒ %2次从随机初始值出发的搜索中有%1次收敛；共有%3个最优解，保留其中最低者。
    #1 of #2 searches from random starting values converged; there are #3 optima, of which the lowest is kept, which is not the one found first. ⇒ %2次从随机初始值出发的搜索中有%1次收敛；共有%3个最优解，保留其中最低者（并非最先找到的）。
    Starting values led to no convergence; each group was fitted by itself. ⇒ 从初始值出发未收敛；已分别拟合各组。
    """#
}
