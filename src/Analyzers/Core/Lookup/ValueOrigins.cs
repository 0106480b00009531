using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>A text, or an array of constants, that a value may come from.</summary>
/// <param name="syntax">Where it is written.</param>
/// <param name="model">The model of that file.</param>
/// <param name="text">What it says; null for bytes.</param>
/// <param name="constant">The constant of another file that holds it, where there is one; then the syntax is its use.</param>
internal readonly struct ValueOrigin(ExpressionSyntax syntax, SemanticModel model, string? text, IFieldSymbol? constant = null)
{
    public ExpressionSyntax Syntax { get; } = syntax;

    public SemanticModel Model { get; } = model;

    public string? Text { get; } = text;

    public IFieldSymbol? Constant { get; } = constant;
}

/// <summary>
/// The literals that a value may come from, looked for backwards: through locals and what is assigned to them, conversions, containers,
/// fields, what methods return and what their callers pass. It is asked where a credential is taken and nowhere else, and gives up
/// after so many steps; what it does not follow has no origin.
/// </summary>
internal sealed partial class ValueOrigins
{
    private const int MostSteps = 160;
    private const int MostOrigins = 12;

    /// <summary>From one method into another; four are what a value that is handed on through layers takes.</summary>
    private const int MostHops = 5;

    /// <summary>Calls and assignments of one name that are looked at; whoever is called more often is no place for one secret.</summary>
    private const int MostPlaces = 24;

    /// <summary>What gives out the value that it is called on.</summary>
    private static readonly HashSet<string> OfReceiver = new(
        [
            "ToCharArray", "Trim", "TrimEnd", "TrimStart", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Substring", "PadLeft", "PadRight", "Normalize", "Clone", "ToString", "ToArray", "AsSpan",
            "AsMemory", "ToList", "Select", "Reverse", "Cast", "OfType", "Take", "Skip", "ToImmutableArray", "AsEnumerable", "Concat", "Replace", "Sha256", "Sha512", "ToBase64", "Slice", "Split", "GetAwaiter", "GetResult", "ConfigureAwait", "AsTask",
        ],
        StringComparer.Ordinal);

    /// <summary>What makes its value of its first argument.</summary>
    private static readonly HashSet<string> OfArgument = new(
        ["GetBytes", "GetString", "FromBase64String", "FromHexString", "ToBase64String", "ToHexString", "HashData", "ComputeHash", "FromResult", "Copy", "Intern", "UrlEncode", "UrlDecode", "EscapeDataString", "Create", "SecureStringToBSTR", "ConvertStringToBinary", "FromBase64CharArray"],
        StringComparer.Ordinal);

    /// <summary>What gives out one of the elements of what it is called on.</summary>
    private static readonly HashSet<string> OfElements = new(
        ["First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt", "ElementAtOrDefault", "Peek", "Pop", "Dequeue", "GetValueOrDefault", "GetValue", "Aggregate"],
        StringComparer.Ordinal);

    private readonly RuleContext context;
    private readonly List<ValueOrigin> found = [];
    private readonly HashSet<(SyntaxNode, bool)> seen = [];
    private int steps;

    private ValueOrigins(RuleContext context) => this.context = context;

    /// <summary>The literals that a value may come from, in the order in which they are found.</summary>
    public static IReadOnlyList<ValueOrigin> Of(IOperation value, RuleContext context)
    {
        var origins = new ValueOrigins(context);
        origins.Visit(value, new Way(context.Model, null, default, 0));
        return origins.found;
    }

    /// <summary>How a step came here.</summary>
    private struct Way(SemanticModel model, CallFrame? call, Part part, int hops)
    {
        /// <summary>The model of the file.</summary>
        public SemanticModel Model { get; set; } = model;

        /// <summary>The call whose method is being looked into, and those around it.</summary>
        public CallFrame? Call { get; set; } = call;

        /// <summary>What is asked for: the value, or an element of it.</summary>
        public Part Part { get; set; } = part;

        /// <summary>From how many methods into another it went.</summary>
        public int Hops { get; set; } = hops;

        public readonly Way Into(CallFrame? called) => this with { Call = called, Hops = Hops + 1 };

        public readonly Way In(SemanticModel file) => this with { Model = file };
    }

    private sealed class CallFrame(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, SemanticModel model, CallFrame? around)
    {
        public IMethodSymbol Method { get; } = method;

        public ImmutableArray<IArgumentOperation> Arguments { get; } = arguments;

        public SemanticModel Model { get; } = model;

        public CallFrame? Around { get; } = around;
    }

    /// <summary>An element of a container; the one with a key where that is a constant.</summary>
    private readonly struct Part(bool isElement, object? key)
    {
        public bool IsElement { get; } = isElement;

        public object? Key { get; } = key;
    }

    private void Visit(ExpressionSyntax? expression, Way way)
    {
        if (expression is not null && steps < MostSteps)
        {
            var model = OtherFile.ModelOf(expression.SyntaxTree, way.Model);
            Visit(model.GetOperation(expression, context.CancellationToken), way.In(model));
        }
    }

    private void Visit(IOperation? value, Way way)
    {
        if (value is null || ++steps > MostSteps || found.Count >= MostOrigins)
        {
            return;
        }

        switch (value)
        {
            case IConversionOperation conversion:
                Visit(conversion.Operand, way);
                break;

            case IParenthesizedOperation parenthesized:
                Visit(parenthesized.Operand, way);
                break;

            case ILiteralOperation { ConstantValue.Value: string text }:
                Add(value, text, way);
                break;

            case IUtf8StringOperation { Value: var text }:
                Add(value, text, way);
                break;

            case IInterpolatedStringOperation interpolated:
                VisitInterpolated(interpolated, way);
                break;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                VisitSum(sum, way);
                break;

            case ICoalesceOperation coalesce:
                Visit(coalesce.Value, way);
                Visit(coalesce.WhenNull, way);
                break;

            case IConditionalOperation conditional:
                Visit(conditional.WhenTrue, way);
                Visit(conditional.WhenFalse, way);
                break;

            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                {
                    Visit(arm.Value, way);
                }

                break;

            case IAssignmentOperation assignment:
                Visit(assignment.Value, way);
                break;

            case IAwaitOperation awaited:
                Visit(awaited.Operation, way);
                break;

            case IConditionalAccessOperation access:
                Visit(access.WhenNotNull, way);
                break;

            case IConditionalAccessInstanceOperation:
                Visit(value.ConditionalReceiver(), way);
                break;

            case IArrayCreationOperation array:
                VisitArray(array, array.Initializer?.ElementValues ?? [], (array.Type as IArrayTypeSymbol)?.ElementType, way);
                break;

            case IArrayInitializerOperation { Parent: IArrayCreationOperation { Type: IArrayTypeSymbol type } } initializer:
                VisitArray(initializer, initializer.ElementValues, type.ElementType, way);
                break;

            case ICollectionExpressionOperation collection:
                VisitArray(collection, collection.Elements, ElementTypeOf(collection.Type), way);
                break;

            case ITupleOperation tuple when way.Part is { IsElement: true, Key: int item } && item < tuple.Elements.Length:
                Visit(tuple.Elements[item], way with { Part = default });
                break;

            case IObjectCreationOperation creation:
                VisitCreation(creation, way);
                break;

            case IDelegateCreationOperation made:
                VisitDelegate(made.Target, way);
                break;

            case IAnonymousFunctionOperation function:
                VisitDelegate(function, way);
                break;

            case IInvocationOperation call:
                VisitCall(call, way);
                break;

            case IArrayElementReferenceOperation element:
                Visit(element.ArrayReference, way with { Part = new(true, element.Indices.Length == 1 ? element.Indices[0].ConstantValue.Value : null) });
                break;

            case IPropertyReferenceOperation property:
                VisitProperty(property, way);
                break;

            case IFieldReferenceOperation field:
                VisitField(field, way);
                break;

            case ILocalReferenceOperation { Local: var local }:
                VisitLocal(local, value.Syntax, way);
                break;

            case IParameterReferenceOperation { Parameter: var parameter }:
                VisitParameter(parameter, value.Syntax, way);
                break;
        }
    }

    private void Add(IOperation value, string? text, Way way, IFieldSymbol? constant = null)
    {
        if (text is not { Length: 0 }
            && (value.Syntax as ExpressionSyntax ?? (value.Syntax as ExpressionElementSyntax)?.Expression) is { } syntax
            && !found.Exists(origin => origin.Syntax == syntax))
        {
            found.Add(new(syntax, way.Model, text, constant));
        }
    }

    private void VisitInterpolated(IInterpolatedStringOperation interpolated, Way way)
    {
        if (interpolated.ConstantValue is { HasValue: true, Value: string text })
        {
            Add(interpolated, text, way);
            return;
        }

        foreach (var part in interpolated.Parts)
        {
            if (part is IInterpolationOperation hole)
            {
                Visit(hole.Expression, way);
            }
        }
    }

    /// <summary>Texts that are joined are one; beside what is not constant, only what variables add to it is followed.</summary>
    private void VisitSum(IBinaryOperation sum, Way way)
    {
        if (sum.ConstantValue is { HasValue: true, Value: string text })
        {
            Add(sum, text, way);
            return;
        }

        // A sum of thousands is as deep as it is long.
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner && ++steps <= MostSteps)
        {
            VisitAddend(inner.RightOperand, way);
            left = inner.LeftOperand is IConversionOperation { Operand: IBinaryOperation converted } ? converted : inner.LeftOperand;
        }

        VisitAddend(left, way);
    }

    private void VisitAddend(IOperation addend, Way way)
    {
        if (!addend.ConstantValue.HasValue && addend is not IBinaryOperation)
        {
            Visit(addend, way);
        }
    }

    private void VisitArray(IOperation array, ImmutableArray<IOperation> elements, ITypeSymbol? elementType, Way way)
    {
        if (way.Part.IsElement && elementType?.SpecialType is not (SpecialType.System_Byte or SpecialType.System_Char))
        {
            for (var i = 0; i < elements.Length; i++)
            {
                if (way.Part.Key is not int index || index == i)
                {
                    Visit(elements[i], way with { Part = default });
                }
            }

            return;
        }

        if (elements.Length == 0 || elementType?.SpecialType is not (SpecialType.System_Byte or SpecialType.System_Char or SpecialType.System_SByte))
        {
            return;
        }

        var characters = elementType.SpecialType == SpecialType.System_Char ? new char[elements.Length] : null;
        for (var i = 0; i < elements.Length; i++)
        {
            if (elements[i].ConstantValue is not { HasValue: true, Value: var constant })
            {
                return;
            }

            if (characters is not null && constant is char character)
            {
                characters[i] = character;
            }
        }

        Add(array, characters is null ? null : new string(characters), way);
    }

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol? type)
        => type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments.Length: 1 } named => named.TypeArguments[0],
            _ => null,
        };

    private void VisitCreation(IObjectCreationOperation creation, Way way)
    {
        if (way.Part.IsElement && creation.Initializer is { } initializer)
        {
            foreach (var added in initializer.Initializers)
            {
                switch (added)
                {
                    case IInvocationOperation { Arguments: { Length: > 0 } arguments } when arguments.Length == 1 || Fits(way.Part.Key, arguments[0].Value):
                        Visit(arguments[arguments.Length - 1].Value, way with { Part = default });
                        break;

                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments: { Length: 1 } keys }, Value: var set } when Fits(way.Part.Key, keys[0].Value):
                        Visit(set, way with { Part = default });
                        break;
                }
            }
        }

        // new string(characters), new ReadOnlySpan<byte>(key), new Lazy<string>(() => "…"), new StringBuilder("…"), new List<string>(all)
        if (creation.Arguments.Length > 0
            && creation.Type is { } type
            && (type.SpecialType == SpecialType.System_String || type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" or "ArraySegment" or "Lazy" or "StringBuilder" or "List" or "Queue" or "Stack" or "LinkedList" or "HashSet" or "MemoryStream"))
        {
            Visit(creation.Arguments[0].Value, way);
        }
    }

    private static bool Fits(object? key, IOperation other) => key is null || other.ConstantValue is not { HasValue: true, Value: var constant } || Equals(key, constant);

    private void VisitDelegate(IOperation target, Way way)
    {
        if (target is IAnonymousFunctionOperation { Syntax: AnonymousFunctionExpressionSyntax function })
        {
            VisitReturns(function, way);
        }
        else if (target is IMethodReferenceOperation { Method: var method })
        {
            VisitResults(method, null, way);
        }
    }

    private void VisitCall(IInvocationOperation call, Way way)
    {
        var method = call.TargetMethod;
        var receiver = call.Instance ?? (method.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            Visit(call.Instance, way);
            return;
        }

        if (method.DeclaringSyntaxReferences.Length > 0)
        {
            VisitResults(method, new CallFrame(method.OriginalDefinition, call.Arguments, way.Model, way.Call), way);
            return;
        }

        if (receiver is not null && method.Name == "ToString" && method.ContainingType?.Name == "StringBuilder")
        {
            Visit(receiver, way with { Part = new(true, null) });
        }
        else if (receiver is not null && OfElements.Contains(method.Name))
        {
            var key = call.Arguments.Length > (call.Instance is null ? 1 : 0) ? call.Arguments[call.Instance is null ? 1 : 0].Value.ConstantValue.Value : null;
            Visit(receiver, way with { Part = new(true, method.Name.StartsWith("ElementAt", StringComparison.Ordinal) || method.Name == "GetValueOrDefault" ? key : null) });
        }
        else if (receiver is not null && OfReceiver.Contains(method.Name))
        {
            Visit(receiver, way);
        }
        else if (OfArgument.Contains(method.Name) && call.Arguments.Length > 0)
        {
            Visit(call.Arguments[0].Value, way);
        }
    }

    /// <summary>What a method of the compilation returns.</summary>
    private void VisitResults(IMethodSymbol method, CallFrame? call, Way way)
    {
        if (way.Hops >= MostHops)
        {
            return;
        }

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (context.Model.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                VisitReturns(reference.GetSyntax(context.CancellationToken), way.Into(call));
            }
        }
    }

    private void VisitReturns(SyntaxNode function, Way way)
    {
        if (!seen.Add((function, way.Part.IsElement)))
        {
            return;
        }

        var (expression, block) = function switch
        {
            BaseMethodDeclarationSyntax method => (method.ExpressionBody?.Expression, method.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody?.Expression, local.Body),
            AccessorDeclarationSyntax accessor => (accessor.ExpressionBody?.Expression, accessor.Body),
            AnonymousFunctionExpressionSyntax lambda => (lambda.ExpressionBody, lambda.Block),
            _ => default,
        };
        Visit(expression, way);
        foreach (var node in block?.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) ?? [])
        {
            if (node is ReturnStatementSyntax { Expression: { } returned })
            {
                Visit(returned, way);
            }
        }
    }
}
