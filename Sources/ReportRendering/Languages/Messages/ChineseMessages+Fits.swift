extension MessageCatalogue {
  /// What fits warn of.
  static let chineseFitMessages = #"""
    [admissibility.negative-variance]
    The residual variance of the ordered variable %1%2 is negative (%3, a Heywood case), as its factors and predictors explain more than the whole variance of the response behind it: the solution is not admissible. Look for too few indicators, sparse categories or a misspecified model; fixed or equal loadings are a way to restrict it. ⇒ 有序变量%1%2的残差方差为负（%3，Heywood情形），因为其因子与预测变量解释的方差超过了潜在反应的全部方差：解不可接受。请检查指标是否过少、类别是否稀疏、模型是否误设；可用固定载荷或等值载荷加以约束。
    The residual variance of the ordered variable %1 is negative (%3, a Heywood case), as its factors and predictors explain more than the whole variance of the response behind it: the solution is not admissible. Look for too few indicators, sparse categories or a misspecified model; fixed or equal loadings are a way to restrict it. ⇒ 有序变量%1的残差方差为负（%3，Heywood情形），因为其因子与预测变量解释的方差超过了潜在反应的全部方差：解不可接受。请检查指标是否过少、类别是否稀疏、模型是否误设；可用固定载荷或等值载荷加以约束。
    The variance of the latent variable %1 is negative (%2, a Heywood case): the solution is not admissible. Look for too few indicators, outliers or a misspecified model. A bound is 'lower(0)*' or `bounds: pos.var`; a variance of 0 at its bound can leave the solution inadmissible for another reason, which the fit then names. ⇒ 潜变量%1的方差为负（%2，Heywood情形）：解不可接受。请检查指标是否过少、是否有异常值、模型是否误设。可用'lower(0)*'或`bounds: pos.var`设定下界；方差停在边界0时，解仍可能因其他原因不可接受，届时会指明。
    The residual variance of the latent variable %1 is negative (%2, a Heywood case): the solution is not admissible. Look for too few indicators, outliers or a misspecified model. A bound is 'lower(0)*' or `bounds: pos.var`; a variance of 0 at its bound can leave the solution inadmissible for another reason, which the fit then names. ⇒ 潜变量%1的残差方差为负（%2，Heywood情形）：解不可接受。请检查指标是否过少、是否有异常值、模型是否误设。可用'lower(0)*'或`bounds: pos.var`设定下界；方差停在边界0时，解仍可能因其他原因不可接受，届时会指明。
    The {residual |}variance of the observed variable %1 is negative (%2, a Heywood case): the solution is not admissible. Look for too few indicators, outliers or a misspecified model. A bound is 'lower(0)*' or `bounds: pos.var`; a variance of 0 at its bound can leave the solution inadmissible for another reason, which the fit then names. ⇒ 观测变量%1的残差方差为负（%2，Heywood情形）：解不可接受。请检查指标是否过少、是否有异常值、模型是否误设。可用'lower(0)*'或`bounds: pos.var`设定下界；方差停在边界0时，解仍可能因其他原因不可接受，届时会指明。
    The {residual |}variance of the latent variable %1 is negative (%2), as it is fixed: the solution is not admissible. Fix it to 0 or more, or free it. ⇒ 潜变量%1的方差被固定为负值（%2）：解不可接受。请固定为0或正值，或将其放开。
    The {residual |}variance of the observed variable %1 is negative (%2), as it is fixed: the solution is not admissible. Fix it to 0 or more, or free it. ⇒ 观测变量%1的残差方差被固定为负值（%2）：解不可接受。请固定为0或正值，或将其放开。
    [admissibility.zero-variance]
    The variance of %1 is %2, but %3: what has no variance has no covariances, and the solution is not admissible. ⇒ %1的方差为%2，但%3：没有方差的变量不能有协方差，解不可接受。
    The residual variance of %1 is %2, but %3: what has no variance has no covariances, and the solution is not admissible. ⇒ %1的残差方差为%2，但%3：没有方差的变量不能有协方差，解不可接受。
    Write %1 too, or free the variance of %2. ⇒ 请同时写上%1，或放开%2的方差。
    %1 explains nothing in these data: leave it out of the model, or measure it by indicators that share more. ⇒ %1在这些数据中什么也没有解释：请将其移出模型，或用共同性更高的指标测量。
    Write '%1 ~~ 0*%2' and %3, and compare the fits. ⇒ 请写上'%1 ~~ 0*%2'以及%3，并比较拟合。
    [admissibility.latent-covariance]
    The covariance matrix of the latent variables is not positive definite: %1. Merge latent variables that cannot be told apart, or simplify the model. ⇒ 潜变量的协方差矩阵非正定：%1。请合并无法区分的潜变量，或简化模型。
    The covariance matrix of the latent variables%1 is not positive definite: %2. Merge latent variables that cannot be told apart, or simplify the model. ⇒ 潜变量的协方差矩阵%1非正定：%2。请合并无法区分的潜变量，或简化模型。
    [admissibility.residual-correlation]
    The residual correlation of %1 and %2 is %3: the solution is not admissible. Remove '%4' or measure what they share by a latent variable. ⇒ %1和%2的残差相关为%3：解不可接受。请删去'%4'，或用潜变量测量其共同部分。
    The correlation of %1 and %2 is %3: the solution is not admissible. Remove '%4' or measure what they share by a latent variable. ⇒ %1和%2的相关为%3：解不可接受。请删去'%4'，或用潜变量测量其共同部分。
    [admissibility.residual-covariance]
    The residual covariances of %1 cannot be those of one population: their matrix is not positive semidefinite, and the solution is not admissible. Remove some of them, or measure what the variables share by a latent variable. ⇒ %1的残差协方差不可能来自同一总体：其矩阵非半正定，解不可接受。请删去其中一些，或用潜变量测量这些变量的共同部分。
    The covariances of %1 cannot be those of one population: their matrix is not positive semidefinite, and the solution is not admissible. Remove some of them, or measure what the variables share by a latent variable. ⇒ %1的协方差不可能来自同一总体：其矩阵非半正定，解不可接受。请删去其中一些，或用潜变量测量这些变量的共同部分。
    [admissibility.thresholds]
    The thresholds of %1 do not increase, so that a category between them has no positive probability. Look at the constraints and labels of thresholds. ⇒ %1的阈值不递增，其间的类别没有正的概率。请检查阈值的约束与标签。
    [baseline.not-converged]
    The baseline model did not converge; indices that compare with it are left out. ⇒ 基线模型未收敛；与之比较的指数从略。
    [robust-indices.not-computed]
    The robust indices are left out: the correlations of the responses behind the ordered variables are not positive definite, or those that the model implies. ⇒ 稳健指数从略：有序变量背后潜在反应的相关矩阵（或模型隐含的相关矩阵）非正定。
    The robust indices are left out: the correlations of the responses behind the ordered variables%1 are not positive definite, or those that the model implies. ⇒ 稳健指数从略：有序变量背后潜在反应的相关矩阵%1（或模型隐含的相关矩阵）非正定。
    The robust indices of incomplete cases are left out: they are available for at most #1 means and covariances. ⇒ 不完整样本的稳健指数从略：最多适用于%1个均值与协方差。
    The robust indices of incomplete cases are left out: the information matrix of the moments is singular. ⇒ 不完整样本的稳健指数从略：矩的信息矩阵奇异。
    [test.not-computed]
    The test %1 could not be computed: %2; it is left out. ⇒ 无法计算检验%1：%2；从略。
    The statistic %1 could not be computed: %2; what rests on it is left out. ⇒ 无法计算统计量%1：%2；以其为基础的结果从略。
    [bounds.active]
    Estimates that lie on a bound: %1. They have no standard errors, and those of other estimates are those of the model in which they are fixed there. ⇒ 位于边界的估计值：%1。它们没有标准误；其他估计值的标准误是将其固定于边界的模型的标准误。
    [constraints.active]
    Inequalities that hold with equality: %1. Standard errors and p values are those of equalities: they assume that the estimates would stay there in every sample. ⇒ 取等号的不等式约束：%1。标准误与p值按等式计算，即假定估计值在每个样本中都停在该处。
    [cluster.few]
    There are fewer clusters than parameters (#1): standard errors of single parameters can be used with caution, tests of many parameters at once cannot. ⇒ 聚类数少于参数个数（%1）：单个参数的标准误可谨慎使用，多个参数的联合检验则不可用。
    [definition.undefined]
    The defined parameter %1 has no value at the estimates: '%2'%3 %4. It has no standard error either. ⇒ 定义参数%1在估计值处没有取值：'%2'%3 %4。它也没有标准误。
    [information.expected-used]
    The estimator %1 has no %2 information; the expected one was used. ⇒ 估计方法%1没有%2信息矩阵；改用期望信息矩阵。
    [information.singular]
    The %1 information matrix is singular; there are no standard errors. The expected information is not singular: use `information: expected`. ⇒ %1信息矩阵奇异，没有标准误。期望信息矩阵非奇异：请使用`information: expected`。
    [saturated.not-converged]
    The unrestricted moments did not converge in #1 steps of EM; the last ones are used. Chi-square and what derives from it are too small. ⇒ 无约束矩在%1步EM迭代内未收敛，采用最后的值。χ²及由其得出的结果偏小。
    The unrestricted moments%2 did not converge in #1 steps of EM; the last ones are used. Chi-square and what derives from it are too small. ⇒ 无约束矩%2在%1步EM迭代内未收敛，采用最后的值。χ²及由其得出的结果偏小。
    [efa.rotation-not-converged]
    The rotation of efa("%1") has not converged: take another criterion, or fewer factors. ⇒ efa("%1")的旋转未收敛：请换用其他准则，或减少因子。
    The rotation of efa("%1") in %2 has not converged: take another criterion, or fewer factors. ⇒ %2中efa("%1")的旋转未收敛：请换用其他准则，或减少因子。
    With %1, the rotation has not converged; the last one is shown. ⇒ %1时，旋转未收敛；列出最后的结果。
    [efa.heywood]
    With %1, the unique variance of %2 is negative (a Heywood case): too many factors, or a factor of one or two variables. There are no standard errors. ⇒ %1时，%2的独特方差为负（Heywood情形）：因子过多，或某因子只有一两个变量。没有标准误。
    With %1, the unique variance of %2 is at its lower limit, %3 (a Heywood case): too many factors, or a factor of one or two variables. There are no standard errors. ⇒ %1时，%2的独特方差位于下限%3（Heywood情形）：因子过多，或某因子只有一两个变量。没有标准误。
    [efa.not-converged]
    With %1, the search for unique variances has not converged; the last ones are shown. ⇒ %1时，独特方差的搜索未收敛；列出最后的值。
    [efa.one-factor]
    One factor is not rotated. ⇒ 单个因子不旋转。
    [efa.singular]
    The correlation matrix has no inverse: there are no measures of sampling adequacy and no fit. A variable is a sum of others, there are no more cases than variables, or correlations pair by pair contradict each other. ⇒ 相关矩阵不可逆：没有取样适切性量数与拟合指数。可能是某变量为其他变量之和、样本量不多于变量数，或成对相关彼此矛盾。
    """#
}
