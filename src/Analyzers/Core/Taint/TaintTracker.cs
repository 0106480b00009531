using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Taint.Sanitizers;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>
/// Whether somebody outside can decide a text: asked about one value at a sink, and answered backwards through what the function does with
/// it, one call down and one call up. Nothing is computed before it is asked, and it gives up after so many steps: what it does not follow
/// is unknown.
/// </summary>
internal sealed partial class TaintTracker
{
    private const int MostSteps = 96;

    private const int Deepest = 16;

    /// <summary>A variable that is written more often is no place for one text.</summary>
    private const int MostWrites = 12;

    /// <summary>Functions whose returned values are looked at are as long as people write helpers.</summary>
    private const int LongestHelper = 25;

    /// <summary>Callers of a private function whose arguments are followed.</summary>
    private const int MostCallers = 8;

    /// <summary>Callers of a private function that are asked whether they pass a constant.</summary>
    private const int MostConstantCallers = 200;

    /// <summary>What gives out the text that it is called on, or a part of it.</summary>
    private static readonly HashSet<string> OfReceiver = new(
        [
            "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Substring", "Remove", "PadLeft", "PadRight", "Split", "Normalize", "ToString", "ToArray", "ToList", "ToCharArray", "AsSpan", "AsMemory",
            "AsEnumerable", "Select", "SelectMany", "Where", "OfType", "Cast", "Distinct", "OrderBy", "OrderByDescending", "Skip", "Take", "Reverse", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "ElementAt",
            "ElementAtOrDefault", "Aggregate", "DefaultIfEmpty", "GetValueOrDefault", "GetValue", "GetValues", "GetLeftPart", "GetComponents", "ReplaceLineEndings", "ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "GetString", "Clone",
            "ReadToEnd", "ReadToEndAsync", "GetFile", "ReadLine", "ReadLineAsync", "ToHashSet", "ToImmutableArray", "Slice", "Value", "GetQueryNameValuePairs", "Get", "ReplaceItem", "Append", "Prepend", "Concat", "Replace", "Insert",
        ],
        StringComparer.Ordinal);

    /// <summary>What makes its text of all its arguments.</summary>
    private static readonly (string Type, string[] Methods)[] OfArguments =
    [
        ("System.String", ["Concat", "Format", "Join", "Create", "Intern", "Copy"]),
        ("System.IO.Path", ["Combine", "Join", "GetFullPath", "ChangeExtension", "TrimEndingDirectorySeparator", "GetDirectoryName", "GetRelativePath"]),
        ("System.Text.Encoding", ["GetBytes", "GetString"]),
        ("System.Convert", ["FromBase64String", "ToString", "FromHexString"]),
        ("System.Net.WebUtility", ["UrlDecode", "UrlEncode", "HtmlDecode", "HtmlEncode"]),
        ("System.Web.HttpUtility", ["UrlDecode", "UrlEncode", "HtmlDecode", "HtmlEncode"]),
        ("System.Uri", ["UnescapeDataString", "EscapeDataString", "EscapeUriString"]),
        ("System.Text.RegularExpressions.Regex", ["Replace"]),
        ("System.Runtime.CompilerServices.FormattableStringFactory", ["Create"]),
        ("System.FormattableString", ["Invariant", "CurrentCulture"]),
        ("System.Threading.Tasks.Task", ["FromResult"]),
        ("System.Threading.Tasks.ValueTask", ["FromResult"]),
        ("Microsoft.AspNetCore.WebUtilities.QueryHelpers", ["AddQueryString"]),
        ("Microsoft.AspNetCore.WebUtilities.WebEncoders", ["Base64UrlDecode"]),
        ("Microsoft.Net.Http.Headers.HeaderUtilities", ["RemoveQuotes"]),
        ("System.Text.Encodings.Web.TextEncoder", ["Encode"]),
        ("System.Security.SecurityElement", ["Escape"]),
    ];

    /// <summary>Types that hold the text they are made of.</summary>
    private static readonly HashSet<string> Holders = new(
        ["String", "Uri", "UriBuilder", "StringBuilder", "StringValues", "PathString", "QueryString", "HostString", "List", "HashSet", "Queue", "Stack", "HtmlString", "MarkupString", "StringReader", "ReadOnlyMemory", "ReadOnlySpan", "Lazy", "FileInfo", "DirectoryInfo", "StringContent", "StreamReader", "MemoryStream"],
        StringComparer.Ordinal);

    private readonly RuleContext context;
    private readonly TaintPolicy policy;
    private readonly HashSet<SyntaxNode> seen = [];
    private int steps;

    private TaintTracker(RuleContext context, TaintPolicy policy)
    {
        this.context = context;
        this.policy = policy;
    }

    private KnownTypes Known => context.Known;

    /// <summary>Who can decide a value.</summary>
    /// <param name="value">The value at a sink, or a piece of it.</param>
    /// <param name="context">The place that asks.</param>
    /// <param name="policy">What makes a text harmless for this kind of sink.</param>
    public static TaintResult Of(IOperation value, RuleContext context, TaintPolicy policy)
    {
        var tracker = new TaintTracker(context, policy);
        var way = new Way(value.SemanticModel ?? context.Model, null, 0, 0);
        return policy.IsDecidedBy is { } isDecided ? tracker.VisitAddress(value, isDecided, way) : tracker.Visit(value, way);
    }

    /// <summary>Only the part behind the written beginning counts, unless the beginning says it all.</summary>
    private TaintResult VisitAddress(IOperation value, Func<string, bool> isDecided, Way way)
    {
        var worst = TaintResult.Inside;
        foreach (var text in TextParts.Of(value, context, policy))
        {
            var start = "";
            for (var i = 0; i < text.Count; i++)
            {
                if (text[i].Hole is not { } hole)
                {
                    start += text[i].Literal;
                }
                else if (start.Length == 0 && i + 1 < text.Count && text[i + 1].Literal?.StartsWith("://", StringComparison.Ordinal) == true)
                {
                    // The scheme decides nothing.
                    start = "https";
                }
                else
                {
                    worst = isDecided(start) ? worst : worst.Or(Visit(hole, way.In(hole.SemanticModel ?? way.Model)));
                    break;
                }
            }
        }

        return worst;
    }

    /// <summary>How a step came here.</summary>
    private readonly struct Way(SemanticModel model, CallFrame? call, int depth, int hops)
    {
        /// <summary>The model of the file.</summary>
        public SemanticModel Model { get; } = model;

        /// <summary>The call whose function is being looked into.</summary>
        public CallFrame? Call { get; } = call;

        public int Depth { get; } = depth;

        /// <summary>From how many functions into another it went.</summary>
        public int Hops { get; } = hops;

        public Way Deeper => new(Model, Call, Depth + 1, Hops);

        public Way In(SemanticModel file) => new(file, Call, Depth, Hops);

        public Way Into(CallFrame? called, SemanticModel file) => new(file, called, Depth + 1, Hops + 1);
    }

    private sealed class CallFrame(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, Way from)
    {
        public IMethodSymbol Method { get; } = method;

        public ImmutableArray<IArgumentOperation> Arguments { get; } = arguments;

        public Way From { get; } = from;
    }

    private TaintResult Visit(ExpressionSyntax? expression, Way way)
    {
        if (expression is null)
        {
            return TaintResult.Inside;
        }

        var model = OtherFile.ModelOf(expression.SyntaxTree, way.Model);
        return Visit(model.GetOperation(expression, context.CancellationToken), way.In(model));
    }

    private TaintResult Visit(IOperation? value, Way way)
    {
        if (value is null || ++steps > MostSteps || way.Depth > Deepest)
        {
            return TaintResult.NotAsked;
        }

        if (value.ConstantValue.HasValue || CommonSanitizers.IsClosed(value.Type))
        {
            return TaintResult.Inside;
        }

        if (value.Type is { TypeKind: TypeKind.Error } || value is IInvalidOperation)
        {
            return TaintResult.NotAsked;
        }

        if (value is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation && value.Syntax is ExpressionSyntax use && IsGuarded(use, way))
        {
            return TaintResult.Inside;
        }

        var result = VisitKind(value, way.Deeper);
        return result.Level == TaintLevel.Unknown && value is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation or IInvocationOperation ? result.Or(policy.Suspects(value, Known)) : result;
    }

    private TaintResult VisitKind(IOperation value, Way way)
    {
        switch (value)
        {
            case IConversionOperation conversion:
                return Visit(conversion.Operand, way);

            case IParenthesizedOperation parenthesized:
                return Visit(parenthesized.Operand, way);

            case IAwaitOperation awaited:
                return Visit(awaited.Operation, way);

            case IInterpolatedStringOperation interpolated:
                return VisitInterpolated(interpolated, way);

            case IInterpolatedStringHandlerCreationOperation handler:
                return Visit(handler.Content, way);

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return VisitSum(sum, way);

            case ICoalesceOperation coalesce:
                return Visit(coalesce.Value, way).Or(Visit(coalesce.WhenNull, way));

            case IConditionalOperation conditional:
                return Visit(conditional.WhenTrue, way).Or(Visit(conditional.WhenFalse, way));

            case ISwitchExpressionOperation choice:
                return choice.Arms.Aggregate(TaintResult.Inside, (worst, arm) => worst.Or(arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation } ? TaintResult.Inside : Visit(arm.Value, way)));

            case IThrowOperation:
                return TaintResult.Inside;

            case IAssignmentOperation assignment:
                return Visit(assignment.Value, way);

            case IConditionalAccessOperation access:
                return Visit(access.WhenNotNull, way);

            case IConditionalAccessInstanceOperation instance:
                return Visit(instance.ConditionalReceiver(), way);

            case IArrayCreationOperation { Initializer: { } elements }:
                return VisitAll(elements.ElementValues, way);

            case IArrayInitializerOperation elements:
                return VisitAll(elements.ElementValues, way);

            case ICollectionExpressionOperation collection:
                return VisitAll(collection.Elements, way);

            case ISpreadOperation spread:
                return Visit(spread.Operand, way);

            case ITupleOperation tuple:
                return VisitAll(tuple.Elements, way);

            case IArrayElementReferenceOperation element:
                return Visit(element.ArrayReference, way);

            case IImplicitIndexerReferenceOperation part:
                return Visit(part.Instance, way);

            case IObjectCreationOperation creation:
                return VisitCreation(creation, way);

            case IWithOperation changed:
                return Visit(changed.Operand, way);

            case IInvocationOperation call:
                return VisitCall(call, way);

            case IPropertyReferenceOperation property:
                return VisitProperty(property, way);

            case IFieldReferenceOperation field:
                return VisitField(field, way);

            case ILocalReferenceOperation local:
                return VisitLocal(local, way);

            case IParameterReferenceOperation parameter:
                return VisitParameter(parameter, way);

            case INameOfOperation or ITypeOfOperation or IDefaultValueOperation or ILiteralOperation:
                return TaintResult.Inside;

            default:
                return TaintResult.Unknown;
        }
    }

    /// <summary>True where a text was found to be harmless before it is used here, or before the sink that it reaches.</summary>
    private bool IsGuarded(ExpressionSyntax use, Way way)
        => ValidationGuard.Stands(use, use, policy)
            || (way.Hops == 0 && use.SyntaxTree == context.Node.SyntaxTree && !context.Node.Span.Contains(use.Span) && VariableWrites.ScopeOf(use).Span.Contains(context.Node.Span) && ValidationGuard.Stands(use, context.Node, policy));

    private TaintResult VisitAll(IEnumerable<IOperation> values, Way way)
    {
        var worst = TaintResult.Inside;
        foreach (var value in values)
        {
            worst = worst.Or(Visit(value, way));
            if (worst.Level == TaintLevel.Request)
            {
                break;
            }
        }

        return worst;
    }

    private TaintResult VisitInterpolated(IInterpolatedStringOperation interpolated, Way way)
    {
        var worst = TaintResult.Inside;
        foreach (var part in interpolated.Parts)
        {
            worst = part switch
            {
                IInterpolationOperation hole => worst.Or(Visit(hole.Expression, way)),
                IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: { Length: > 0 } arguments } } => worst.Or(Visit(arguments[0].Value, way)),
                _ => worst,
            };
            if (worst.Level == TaintLevel.Request)
            {
                break;
            }
        }

        return worst;
    }

    /// <summary>A sum of thousands is as deep as it is long.</summary>
    private TaintResult VisitSum(IBinaryOperation sum, Way way)
    {
        var worst = TaintResult.Inside;
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner && !inner.ConstantValue.HasValue && worst.Level < TaintLevel.Request)
        {
            if (!inner.RightOperand.ConstantValue.HasValue)
            {
                worst = Visit(inner.RightOperand, way).Or(worst);
                if (steps > MostSteps)
                {
                    return worst.Or(TaintResult.NotAsked);
                }
            }

            left = inner.LeftOperand is IConversionOperation { Operand: IBinaryOperation converted } ? converted : inner.LeftOperand;
        }

        return left is IBinaryOperation ? worst : Visit(left, way).Or(worst);
    }

    private TaintResult VisitCreation(IObjectCreationOperation creation, Way way)
    {
        if (creation.Type is not { Name: var name } || !Holders.Contains(name))
        {
            return TaintResult.Unknown;
        }

        // A relative address names no host.
        if (name == "Uri" && policy.IsDecidedBy is not null && creation.Arguments.Any(static argument => argument.Value is IFieldReferenceOperation { Field: { Name: "Relative", ContainingType.Name: "UriKind" } }))
        {
            return TaintResult.Inside;
        }

        if (name == "UriBuilder" && policy.IsDecidedBy is { } isDecided && creation.Arguments.Length > 0)
        {
            // (address), or (scheme, host, port, path, …)
            var host = creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "host" or "hostName")?.Value;
            return host is not null ? Visit(host, way) : VisitAddress(creation.Arguments[0].Value, isDecided, way);
        }

        var worst = VisitAll(creation.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(static argument => argument.Value), way);
        foreach (var set in creation.Initializer?.Initializers ?? [])
        {
            worst = worst.Or(set is IAssignmentOperation assignment ? Visit(assignment.Value, way) : set is IInvocationOperation { Arguments: { Length: > 0 } added } ? VisitAll(added.Select(static argument => argument.Value), way) : TaintResult.Inside);
        }

        return worst;
    }

    private TaintResult VisitCall(IInvocationOperation call, Way way)
    {
        var method = call.TargetMethod;
        if (policy.MadeOf(call, Known) is { } values)
        {
            return VisitAll(values, way);
        }

        if (policy.Ends(call, Known))
        {
            return TaintResult.Inside;
        }

        if (ModelSources.Reads(call, Known))
        {
            return new(TaintLevel.Request, call, isModel: true);
        }

        if (RequestSources.Reads(call, Known))
        {
            return new(TaintLevel.Request, call);
        }

        if (CommonSanitizers.Ends(call, policy, Known) || CleaningCalls.Clean(call, policy, Known) || TrustedSources.Reads(call, Known))
        {
            return TaintResult.Inside;
        }

        var receiver = call.Instance ?? (method.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        if (method is { IsImplicitlyDeclared: false, DeclaringSyntaxReferences.Length: > 0 })
        {
            return VisitHelper(method, call.Arguments, way);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return TaintResult.Unknown;
        }

        if (MemberTable.Has(OfArguments, method.ReducedFrom ?? method, Known))
        {
            // What a pattern looks for is not what is put in.
            return VisitAll(call.Arguments.Where(static argument => argument.Parameter?.Name != "pattern").Select(static argument => argument.Value).Where(static value => value.Type?.Name is not ("IFormatProvider" or "CultureInfo")), way);
        }

        if (receiver is not null && OfReceiver.Contains(method.Name))
        {
            var whole = Visit(receiver, way);
            return method.Name switch
            {
                "Select" or "SelectMany" or "Aggregate" => VisitProjection(call, whole, way),
                "Replace" or "Insert" or "Append" or "Prepend" or "Concat" => call.Arguments.Skip(method.IsExtensionMethod ? 1 : 0).Aggregate(whole, (worst, argument) => worst.Or(Visit(argument.Value, way))),
                _ => whole,
            };
        }

        // status.Humanize(), XmlConvert.ToString(date): what is made of no text is none that somebody else wrote.
        return receiver is null or { Type.SpecialType: not SpecialType.System_String } && call.Arguments.Concat<IOperation>(call.Instance is { } instance ? [instance] : []).Select(static operand => operand is IArgumentOperation argument ? argument.Value : operand).ToList() is { Count: > 0 } operands && operands.TrueForAll(static operand => operand.ConstantValue.HasValue || CommonSanitizers.IsClosed(operand.Type)) && operands.Exists(static operand => CommonSanitizers.IsClosed(operand.Type))
            ? TaintResult.Inside
            : TaintResult.Unknown;
    }

    /// <summary>What a lambda makes of each element, where one is written there; else the elements.</summary>
    private TaintResult VisitProjection(IInvocationOperation call, TaintResult whole, Way way)
        => call.Arguments.Select(static argument => argument.Value).FirstOrDefault(static value => value is IDelegateCreationOperation) switch
        {
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Syntax: LambdaExpressionSyntax { ExpressionBody: { } body } } } => Visit(body, way),
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Syntax: LambdaExpressionSyntax { Block: { } block } } } => VisitReturns(block, way),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } => CommonSanitizers.IsHelper(method.Name, policy) || CommonSanitizers.IsClosed(method.ReturnType) ? TaintResult.Inside : whole.Level > TaintLevel.Unknown ? whole : TaintResult.Unknown,
            _ => whole,
        };

    /// <summary>What a short function of the compilation returns, with the arguments put in for its parameters.</summary>
    private TaintResult VisitHelper(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, Way way)
    {
        if (way.Hops > 0
            || method.IsVirtual || method.IsAbstract || method.IsOverride || method.ContainingType?.TypeKind == TypeKind.Interface
            || method.DeclaringSyntaxReferences is not { Length: 1 } references
            || references[0] is var reference && !Known.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
        {
            return TaintResult.Unknown;
        }

        var (expression, block) = reference.GetSyntax(context.CancellationToken) switch
        {
            MethodDeclarationSyntax declared => (declared.ExpressionBody?.Expression, declared.Body),
            LocalFunctionStatementSyntax local => (local.ExpressionBody?.Expression, local.Body),
            _ => default,
        };
        var inner = way.Into(new(method.OriginalDefinition, arguments, way), OtherFile.ModelOf(reference.SyntaxTree, way.Model));
        return expression is not null ? VisitReturned(expression, inner)
            : block is not null && block.DescendantNodes().OfType<StatementSyntax>().Take(LongestHelper + 1).Count() <= LongestHelper ? VisitReturns(block, inner)
            : TaintResult.Unknown;
    }

    /// <summary>Of an address that a function puts together, the beginning decides there as well.</summary>
    private TaintResult VisitReturned(ExpressionSyntax returned, Way way)
        => policy.IsDecidedBy is { } isDecided && way.Model.GetOperation(returned, context.CancellationToken) is { } address ? VisitAddress(address, isDecided, way) : Visit(returned, way);

    private TaintResult VisitReturns(BlockSyntax block, Way way)
    {
        var worst = TaintResult.Inside;
        var returns = false;
        foreach (var node in block.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ReturnStatementSyntax { Expression: { } returned })
            {
                returns = true;
                worst = worst.Or(VisitReturned(returned, way));
            }
        }

        // An iterator returns nothing.
        return returns ? worst : TaintResult.Unknown;
    }
}
