extension ReportCatalogue {
  /// Words of fits: estimators, solutions, parameters.
  static let chineseModels = """
    Estimator ⇒ 估计方法
    Standard errors ⇒ 标准误
    %1: maximum likelihood, %2 likelihood ⇒ %1：极大似然估计（%2似然）
    %1: generalized least squares ⇒ %1：广义最小二乘法
    %1: unweighted least squares ⇒ %1：未加权最小二乘法
    %1: weighted least squares (ADF) ⇒ %1：加权最小二乘法（ADF）
    %1: diagonally weighted least squares ⇒ %1：对角加权最小二乘法
    %1: pairwise maximum likelihood ⇒ %1：成对极大似然估计
    from the expected information ⇒ 由期望信息矩阵计算
    from the observed information ⇒ 由观测信息矩阵计算
    from the first-order information ⇒ 由一阶信息矩阵计算
    from the expected information; profile-likelihood intervals ⇒ 由期望信息矩阵计算；剖面似然区间
    %1: a sandwich around the expected information ⇒ %1：以期望信息矩阵为核心的三明治估计
    %1: a sandwich around the observed information ⇒ %1：以观测信息矩阵为核心的三明治估计
    %1: a sandwich around the expected information, unstructured ⇒ %1：以非结构化期望信息矩阵为核心的三明治估计
    %1: a sandwich around the observed information, unstructured ⇒ %1：以非结构化观测信息矩阵为核心的三明治估计
    %1: a sandwich over clusters, observed information ⇒ %1：按聚类计算的三明治估计，观测信息矩阵
    %1 free ⇒ %1个自由参数
    %1 free, %2: %3 to estimate ⇒ %1个自由参数，%2：需估计%3个
    %1: every case by the values that it has ⇒ %1：利用每个样本的全部已有数值
    %1 of missing values: %2 complete and %3 ⇒ %1（缺失值）：%2个完整，%3
    Solution ⇒ 求解
    Converged after %1 (largest scaled gradient %2). ⇒ 经过%1后收敛（最大标准化梯度%2）。
    Converged after %1. ⇒ 经过%1后收敛。
    Admissible: no negative variance, no correlation beyond 1. ⇒ 解可接受：没有负方差，没有绝对值大于1的相关系数。
    NOT ADMISSIBLE: see the warnings; do not interpret the estimates as they stand. ⇒ 解不可接受：见警告；不应直接解释估计值。
    DID NOT CONVERGE after %1: %2 ⇒ 经过%1后未收敛：%2
    NOT ESTIMATED: the parameters stand at their starting values, as `do-fit: false` asks for. ⇒ 未估计：按 `do-fit: false` 的要求，参数保持初始值。
    The values below are where the search ended. They are not estimates and have no standard errors or fit. ⇒ 以下数值是搜索停止时的位置，不是估计值，没有标准误和拟合指数。
    Latent variables ⇒ 因子载荷
    Latent variables, %1 ⇒ 因子载荷，%1
    Regressions ⇒ 路径系数
    Intercepts ⇒ 截距
    Thresholds ⇒ 阈值
    Scales ⇒ 尺度
    Covariances, %1 ⇒ 协方差，%1
    Variances, %1 ⇒ 方差，%1
    Defined parameters ⇒ 自定义参数
    Covariances of the parameters ⇒ 参数的协方差
    Implied moments ⇒ 模型隐含矩
    Residuals (%1) ⇒ 残差（%1）
    maximum likelihood ⇒ 极大似然估计
    A dot before a name: the residual variance or covariance, or the intercept, of a variable that the model predicts. ⇒ 名称前的点：模型所预测变量的残差方差、残差协方差或截距。
    Rows without a standard error are fixed, not estimated. ⇒ 没有标准误的行为固定参数，未经估计。
    FMI: the fraction of the information that missing values cost. ⇒ FMI：缺失值造成的信息损失比例。
    Standard errors of defined parameters: the delta method with second derivatives. ⇒ 自定义参数的标准误：含二阶导数的Delta法。
    Profile likelihood ⇒ 剖面似然
    With the value held at a limit, %1 rises by %2. ⇒ 数值固定在界限处时，%1增加%2。
    Second order ⇒ 二阶
    Score ⇒ 得分检验
    Wald test ⇒ Wald检验
    Equalities of the step %1 ⇒ 步骤%1的等值约束
    if released ⇒ 放开后
    Models, the most general first ⇒ 各模型（由宽到严）
    Each model is tested against the nearest one above it in which it is nested: the differences in chi-square, df and CFI. A dash: it is nested in none. ⇒ 每个模型与其上方最近的、包含它的模型比较：χ²、df和CFI的差值。短横表示不嵌套于任何模型。
    Differences: the step less the one that it rests on; chi-square, df and p are those of the chi-square difference test. Score: the score test of releasing one equality, those that strain the fit most first, and the values to expect in each group; JSON has all. ⇒ 差值：该步骤减去其所依据的步骤；χ²、df和p来自χ²差异检验。得分检验：放开单个等值约束的检验，对拟合影响最大者在前，并给出各组的预期值；JSON中有全部结果。
    Predictions (%1) ⇒ 预测值（%1）
    Case diagnostics ⇒ 个案诊断
    A threshold lies between its category and the next one. ⇒ 阈值位于该类别与下一类别之间。
    Score tests of added parameters ⇒ 新增参数的得分检验
    Chi-square: by how much the model's chi-square would fall if the parameter were free, the others in force. EPC: by how much its left side would grow over its right side. ⇒ χ²：其他约束不变时放开该参数，模型χ²的下降量。EPC：左侧相对于右侧的预期增量。
    Each model is tested against the nearest one above it in which it is nested: the differences in chi-square, df and CFI. ⇒ 每个模型与其上方最近的、包含它的模型比较：χ²、df和CFI的差值。
    Determinacy ⇒ 因子确定性
    Factor scores ⇒ 因子得分
    Determinacy: the correlation of the scores of complete cases with the latent variable. Reliability: its square. ⇒ 因子确定性：完整样本的因子得分与潜变量的相关。信度：其平方。
    """
}
