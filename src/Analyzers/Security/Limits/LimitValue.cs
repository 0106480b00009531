using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>The value that a limit is given, as far as the code says it.</summary>
internal readonly struct LimitValue
{
    private const decimal Megabyte = 1024m * 1024m;

    /// <summary>From here on a number is a way to write that there is no limit.</summary>
    private const decimal Boundless = Megabyte * Megabyte;

    /// <summary>A variable of a variable is followed this far.</summary>
    private const int Depth = 3;

    /// <summary>Null stands for no limit.</summary>
    private readonly decimal? number;

    private LimitValue(decimal? number) => this.number = number;

    /// <summary>The value of no limit.</summary>
    public static LimitValue None { get; } = new(null);

    /// <summary>The limit of a number of bytes.</summary>
    public static LimitValue Bytes(decimal bytes) => new(bytes);

    /// <summary>True where no number is said.</summary>
    public bool IsUnset => number is null;

    /// <summary>True for no limit, and for a number that nothing is measured with.</summary>
    public bool IsNone => number is null or >= Boundless;

    /// <summary>True for no limit, and for the largest number of a type, which nobody has thought about.</summary>
    public bool IsUnlimited => IsNone || number is int.MaxValue or uint.MaxValue;

    /// <summary>True for more than a number of megabytes.</summary>
    public bool IsOver(int megabytes) => IsUnlimited || number > megabytes * Megabyte;

    /// <summary>What a request may be, for messages.</summary>
    public string Text
    {
        get
        {
            if (number is not { } bytes || IsNone)
            {
                return "be as large as its sender likes";
            }

            var unit = bytes % 1_000_000 == 0 ? 1000m : 1024m;
            var (size, name) = bytes >= unit * unit * unit ? (bytes / (unit * unit * unit), "GB") : (bytes / (unit * unit), "MB");
            return "be up to " + Math.Round(size, 1).ToString("0.#", CultureInfo.InvariantCulture) + " " + name;
        }
    }

    /// <summary>The value of an expression; null where the code does not say it, as for what comes from the configuration.</summary>
    public static LimitValue? Of(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => model.GetOperation(value, cancellationToken) is { } operation ? Of(operation, model, Depth, cancellationToken)
            : model.GetConstantValue(value, cancellationToken) is { HasValue: true, Value: var constant } ? OfConstant(constant)
            : null;

    /// <inheritdoc cref="Of(ExpressionSyntax, SemanticModel, CancellationToken)"/>
    public static LimitValue? Of(IOperation value, SemanticModel model, CancellationToken cancellationToken) => Of(value, model, Depth, cancellationToken);

    /// <summary>The value of a constant: of an argument of an attribute, for instance.</summary>
    public static LimitValue? OfConstant(object? constant)
        => constant switch
        {
            null => None,
            long or int or uint or short or ushort or byte or sbyte or ulong => new(Convert.ToDecimal(constant, CultureInfo.InvariantCulture)),
            double and >= 0 and < 1e18 => new((decimal)(double)constant),
            double and >= 1e18 => None,
            _ => null,
        };

    /// <summary>True for a time that never ends.</summary>
    public static bool IsEndless(IOperation value)
        => Operands.Unwrap(value) is IFieldReferenceOperation { Field: { Name: "InfiniteTimeSpan" or "MaxValue", ContainingType.Name: "Timeout" or "TimeSpan" } };

    private static LimitValue? Of(IOperation value, SemanticModel model, int depth, CancellationToken cancellationToken)
    {
        value = Operands.Unwrap(value);
        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return OfConstant(constant);
        }

        switch (value)
        {
            case IDefaultValueOperation { Type: { } type } when type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || type.IsReferenceType:
                return None;

            case ILocalReferenceOperation or IFieldReferenceOperation { Field.IsReadOnly: true } when depth > 0 && Initial(value, cancellationToken) is { } initial && OtherFile.ModelOf(initial.SyntaxTree, model.Compilation, model) is { } its && its.GetOperation(initial, cancellationToken) is { } given:
                return Of(given, its, depth - 1, cancellationToken);

            default:
                return null;
        }
    }

    /// <summary>What a variable or a read-only field is declared with, unless it is written again.</summary>
    private static ExpressionSyntax? Initial(IOperation reference, CancellationToken cancellationToken)
        => (reference switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            _ => (ISymbol?)null,
        }) is { DeclaringSyntaxReferences: { Length: 1 } declared } variable ? InitialValue.SyntaxOf(variable, declared[0].SyntaxTree, cancellationToken) : null;
}
