extension ReportCatalogue {
  /// Words of tables of every kind.
  static let chineseTerms = """
    Notes ⇒ 说明
    Results ⇒ 分析结果
    How this was made ⇒ 生成方式
    Command ⇒ 命令
    Software ⇒ 软件
    Warnings ⇒ 警告
    Verdict ⇒ 结论
    Figures ⇒ 图形
    Model ⇒ 模型
    Data ⇒ 数据
    Cases ⇒ 样本量
    Sample ⇒ 样本
    Group ⇒ 组别
    Groups ⇒ 组别
    Grouping variable ⇒ 分组变量
    Cases by group ⇒ 各组样本量
    Clusters ⇒ 聚类
    Variables ⇒ 变量
    Parameter ⇒ 参数
    Parameters ⇒ 参数
    Value ⇒ 数值
    Values ⇒ 取值
    Index ⇒ 指标
    Threshold ⇒ 标准
    Test ⇒ 检验
    Tests ⇒ 检验
    Difference ⇒ 差值
    Differences ⇒ 差异
    Diff. ⇒ 差值
    Interval ⇒ 区间
    Intervals ⇒ 置信区间
    Lower ⇒ 下限
    Upper ⇒ 上限
    LLCI ⇒ 下限
    ULCI ⇒ 上限
    90% CI ⇒ 90%置信区间
    %1 CI ⇒ %1置信区间
    %1 [%2 CI] ⇒ %1 [%2置信区间]
    Mean ⇒ 均值
    M ⇒ 均值
    SD ⇒ 标准差
    SE ⇒ 标准误
    Variance ⇒ 方差
    Variances ⇒ 方差
    Covariances ⇒ 协方差
    Correlations ⇒ 相关系数
    Sum ⇒ 总和
    Share ⇒ 占比
    Least ⇒ 最小值
    Largest ⇒ 最大值
    Lowest ⇒ 最低
    Highest ⇒ 最高
    Missing ⇒ 缺失
    Missing values ⇒ 缺失值
    Missing together ⇒ 同时缺失
    Patterns ⇒ 缺失模式
    Treatment ⇒ 处理方式
    Label ⇒ 标签
    Read ⇒ 读入
    Used ⇒ 使用
    Row ⇒ 行
    Seed ⇒ 随机种子
    Step ⇒ 步骤
    Steps ⇒ 步骤
    Judgment ⇒ 判断
    Target ⇒ 目标值
    Power ⇒ 检验力
    Standard ⇒ 标准
    Scaled ⇒ 校正
    Robust %1 ⇒ 稳健%1
    Chi-sq ⇒ χ²
    F ⇒ F
    d ⇒ d
    df ⇒ df
    df1 ⇒ df1
    df2 ⇒ df2
    g ⇒ g
    h2 ⇒ h²
    p ⇒ p
    r ⇒ r
    t ⇒ t
    S-B ⇒ S-B
    SMC ⇒ SMC
    BIC ⇒ BIC
    FMI ⇒ FMI
    KMO ⇒ KMO
    MAP ⇒ MAP
    CR ⇒ CR
    AVE ⇒ AVE
    MSV ⇒ MSV
    ASV ⇒ ASV
    ECV ⇒ ECV
    HTMT ⇒ HTMT
    HTMT2 ⇒ HTMT2
    met ⇒ 达标
    not met ⇒ 未达标
    acceptable ⇒ 可接受
    excellent ⇒ 优秀
    close ⇒ 良好
    fair ⇒ 尚可
    mediocre ⇒ 一般
    holds ⇒ 成立
    fails ⇒ 不成立
    inconclusive ⇒ 无法判断
    misspecified ⇒ 设定有误
    against ⇒ 比较对象
    none ⇒ 无
    nothing ⇒ 无
    numbers ⇒ 数值
    whole numbers ⇒ 整数
    text ⇒ 文本
    dates ⇒ 日期
    total ⇒ 总效应
    direct ⇒ 直接效应
    total indirect ⇒ 总间接效应
    via %1 ⇒ 经由%1
    %1 of %2 ⇒ %1（共%2）
    %1 (%2 cases) ⇒ %1（%2个样本）
    %1 case ⇒ %1个样本
    %1 row ⇒ %1行
    %1 item ⇒ %1个题项
    %1 factor ⇒ %1个因子
    %1 component ⇒ %1个成分
    %1 iteration ⇒ %1次迭代
    %1 pattern ⇒ %1种模式
    %1 start ⇒ %1个起点
    %1 further value ⇒ 另外%1个取值
    %1 incomplete case ⇒ %1个不完整样本
    %1 equality constraint ⇒ %1个等值约束
    %1, all complete ⇒ %1，均完整
    %1, all used ⇒ %1，全部使用
    %1, all items answered ⇒ %1，题项均已作答
    %1, %2 of them complete ⇒ %1，其中%2个完整
    %1, from covariances ⇒ %1，由协方差得出
    Group %1 of %2: %3 (%4 = %5) ⇒ 第%1组（共%2组）：%3（%4 = %5）
    Latent %1 - structural equation modeling ⇒ Latent %1 - 结构方程模型
    Latent %1 - bootstrap ⇒ Latent %1 - Bootstrap
    Latent %1 - comparison of models ⇒ Latent %1 - 模型比较
    Latent %1 - correlations ⇒ Latent %1 - 相关分析
    Latent %1 - data ⇒ Latent %1 - 数据
    Latent %1 - effects ⇒ Latent %1 - 效应分析
    Latent %1 - factors ⇒ Latent %1 - 探索性因子分析
    Latent %1 - groups ⇒ Latent %1 - 组间差异
    Latent %1 - invariance across groups ⇒ Latent %1 - 跨组测量等值性
    Latent %1 - items ⇒ Latent %1 - 题项与量表
    Latent %1 - predictions ⇒ Latent %1 - 预测值
    Latent %1 - tests ⇒ Latent %1 - 检验
    Latent %1 - validity ⇒ Latent %1 - 效度分析
    %1 by %2 ⇒ %1乘%2
    Category ⇒ 类别
    Expected ⇒ 期望频数
    Observed ⇒ 观测频数
    Proportion ⇒ 比例
    Residual ⇒ 残差
    G² ⇒ G²
    X² ⇒ X²
    Bartlett ⇒ Bartlett
    Regression ⇒ 回归
    """
}
