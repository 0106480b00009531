using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>A piece of a text: what the code writes there, or a hole that something else fills.</summary>
internal readonly struct TextPart(string? literal, IOperation? hole, IOperation? variable = null)
{
    /// <summary>What is written; null for a hole.</summary>
    public string? Literal { get; } = literal;

    /// <summary>The value that is put in; null for a literal.</summary>
    public IOperation? Hole { get; } = hole;

    /// <summary>The variable, where the text is used, that brought the hole along; null where it stands in the text itself.</summary>
    public IOperation? Variable { get; } = variable;
}

/// <summary>
/// What a text is made of, in the order in which it reads: through sums, interpolations, formats, variables and builders. A condition in
/// the middle is a hole; one around the whole text makes several of it.
/// </summary>
internal sealed class TextParts
{
    private const int MostParts = 400;

    private const int Deepest = 12;

    private const int MostTexts = 6;

    private readonly RuleContext context;
    private readonly TaintPolicy policy;
    private readonly List<TextPart> parts = [];
    private IOperation? variable;

    private TextParts(RuleContext context, TaintPolicy policy, IOperation? variable)
    {
        this.context = context;
        this.policy = policy;
        this.variable = variable;
    }

    /// <summary>The texts that a value may be, each as its parts.</summary>
    /// <param name="value">The value.</param>
    /// <param name="context">The place that asks.</param>
    /// <param name="policy">A variable that has been found to be harmless is a hole: what it was made of no longer matters.</param>
    public static List<List<TextPart>> Of(IOperation value, RuleContext context, TaintPolicy policy)
    {
        var texts = new List<List<TextPart>>();
        Alternatives(value, context, policy, texts, 0, null);
        return texts;
    }

    private static void Alternatives(IOperation? value, RuleContext context, TaintPolicy policy, List<List<TextPart>> texts, int depth, IOperation? variable)
    {
        if (value is null || texts.Count >= MostTexts)
        {
            return;
        }

        switch (value)
        {
            case IConversionOperation conversion when depth < Deepest:
                Alternatives(conversion.Operand, context, policy, texts, depth + 1, variable);
                break;

            case IParenthesizedOperation parenthesized when depth < Deepest:
                Alternatives(parenthesized.Operand, context, policy, texts, depth + 1, variable);
                break;

            case IConditionalOperation choice when depth < Deepest:
                Alternatives(choice.WhenTrue, context, policy, texts, depth + 1, variable);
                Alternatives(choice.WhenFalse, context, policy, texts, depth + 1, variable);
                break;

            case ICoalesceOperation coalesce when depth < Deepest:
                Alternatives(coalesce.Value, context, policy, texts, depth + 1, variable);
                Alternatives(coalesce.WhenNull, context, policy, texts, depth + 1, variable);
                break;

            case ISwitchExpressionOperation choice when depth < Deepest:
                foreach (var arm in choice.Arms)
                {
                    Alternatives(arm.Value, context, policy, texts, depth + 1, variable);
                }

                break;

            case IThrowOperation:
                break;

            case ILocalReferenceOperation local when depth < Deepest && OnlyValue(local, context, policy) is { } given && (IsPutTogether(given) || given is IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation):
                Alternatives(given, context, policy, texts, depth + 1, variable ?? local);
                break;

            default:
                var text = new TextParts(context, policy, variable);
                text.Add(value, depth);
                texts.Add(text.parts);
                break;
        }
    }

    private void Add(IOperation? value, int depth)
    {
        if (value is null || parts.Count >= MostParts)
        {
            return;
        }

        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            parts.Add(new(constant?.ToString() ?? "", null));
            return;
        }

        if (depth > Deepest)
        {
            parts.Add(new(null, value, variable));
            return;
        }

        switch (value)
        {
            case IConversionOperation conversion:
                Add(conversion.Operand, depth + 1);
                break;

            case IParenthesizedOperation parenthesized:
                Add(parenthesized.Operand, depth + 1);
                break;

            case IInterpolatedStringOperation interpolated:
                AddInterpolated(interpolated, depth + 1);
                break;

            case IInterpolatedStringHandlerCreationOperation handler:
                Add(handler.Content, depth + 1);
                break;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                AddSum(sum, depth + 1);
                break;

            case IInvocationOperation call when !AddCall(call, depth + 1):
            case IObjectCreationOperation creation when !AddCreation(creation, depth + 1):
            case ILocalReferenceOperation local when !AddLocal(local, depth + 1):
                parts.Add(new(null, value, variable));
                break;

            case IInvocationOperation or IObjectCreationOperation or ILocalReferenceOperation:
                break;

            default:
                parts.Add(new(null, value, variable));
                break;
        }
    }

    private void AddInterpolated(IInterpolatedStringOperation interpolated, int depth)
    {
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text: var text }:
                    Add(text, depth);
                    break;

                case IInterpolationOperation hole:
                    Add(hole.Expression, depth);
                    break;

                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: { Length: > 0 } arguments } }:
                    Add(arguments[0].Value, depth);
                    break;
            }
        }
    }

    private void AddSum(IBinaryOperation sum, int depth)
    {
        // A sum of thousands is as deep as it is long.
        var operands = new Stack<IOperation>();
        IOperation left = sum;
        while (left is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } inner && !inner.ConstantValue.HasValue)
        {
            operands.Push(inner.RightOperand);
            left = inner.LeftOperand is IConversionOperation { Operand: IBinaryOperation converted } ? converted : inner.LeftOperand;
        }

        Add(left, depth);
        while (operands.Count > 0 && parts.Count < MostParts)
        {
            Add(operands.Pop(), depth);
        }
    }

    private bool AddCall(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        if (method.ContainingType?.SpecialType == SpecialType.System_String)
        {
            switch (method.Name)
            {
                case "Concat":
                    foreach (var argument in Flat(call.Arguments))
                    {
                        Add(argument, depth);
                    }

                    return true;

                case "Format" when call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "format")?.Value.ConstantValue is { HasValue: true, Value: string format }:
                    AddFormat(format, [.. Flat(call.Arguments.Where(static argument => argument.Parameter?.Name is not ("format" or "provider")))], depth);
                    return true;
            }
        }

        if (method.Name is "ToString" && call.Instance is ILocalReferenceOperation { Type.Name: "StringBuilder" } builder)
        {
            var built = false;
            Through(builder, () => built = AddBuilder(builder, depth));
            return built;
        }

        // The address with what is added to its query.
        if (method is { Name: "AddQueryString", ContainingType.Name: "QueryHelpers" })
        {
            foreach (var argument in call.Arguments)
            {
                Add(argument.Value, depth);
            }

            return true;
        }

        if (method.Name is "Trim" or "TrimEnd" or "TrimStart" or "ToString" && call.Instance is { Type: { } type } whole && (type.SpecialType == SpecialType.System_String || type.Name == "Uri"))
        {
            Add(whole, depth);
            return true;
        }

        return false;
    }

    private static IEnumerable<IOperation> Flat(IEnumerable<IArgumentOperation> arguments)
        => arguments.SelectMany(static argument => argument is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } given } } ? given.ElementValues : argument is { ArgumentKind: ArgumentKind.ParamArray, Value: ICollectionExpressionOperation collection } ? collection.Elements : [argument.Value]);

    private void AddFormat(string format, List<IOperation> values, int depth)
    {
        var start = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                i++;
                continue;
            }

            if (format[i] == '{' && format.IndexOf('}', i) is > 0 and var end)
            {
                Literal(format.Substring(start, i - start));
                var digits = format.Substring(i + 1, end - i - 1).Split(',', ':')[0].Trim();
                if (int.TryParse(digits, out var index) && index >= 0 && index < values.Count)
                {
                    Add(values[index], depth);
                }

                i = end;
                start = end + 1;
            }
        }

        Literal(format.Substring(start));

        void Literal(string text)
        {
            if (text.Length > 0)
            {
                parts.Add(new(text.Replace("{{", "{").Replace("}}", "}"), null));
            }
        }
    }

    private bool AddCreation(IObjectCreationOperation creation, int depth)
    {
        if (creation is not { Type.Name: "Uri", Arguments: { Length: > 0 } given } || (given.Length > 1 && given[1].Value is not IFieldReferenceOperation { Field: { Name: "Absolute" or "RelativeOrAbsolute", ContainingType.Name: "UriKind" } }))
        {
            return false;
        }

        Add(given[0].Value, depth);
        return true;
    }

    private bool AddLocal(ILocalReferenceOperation local, int depth)
    {
        if (local.Local.Type.SpecialType != SpecialType.System_String && local.Local.Type.Name is not ("FormattableString" or "Uri"))
        {
            return false;
        }

        if (OnlyValue(local, context, policy) is { } given)
        {
            if (!IsPutTogether(given))
            {
                return false;
            }

            Through(local, () => Add(given, depth));
            return true;
        }

        var grown = false;
        Through(local, () => grown = AddGrown(local, depth));
        return grown;
    }

    /// <summary>What is added meanwhile came by a variable.</summary>
    private void Through(IOperation local, Action add)
    {
        var outer = variable;
        variable ??= local;
        add();
        variable = outer;
    }

    /// <summary>A text that <c>+=</c> makes longer, read as if every branch were taken.</summary>
    private bool AddGrown(ILocalReferenceOperation local, int depth)
    {
        if (DeclaratorOf(local.Local) is not { } declarator || ValidationGuard.Stands((ExpressionSyntax)local.Syntax, local.Syntax, policy))
        {
            return false;
        }

        var writes = VariableWrites.Reaching(local.Local.Name, declarator, local.Syntax).Take(32).ToList();
        if (writes.Count is 0 or 32 || writes.Exists(write => !write.IsMore && !write.HidesEarlier && !AddsToItself(write, local.Local.Name)) || writes.Exists(write => write.Value is null))
        {
            return false;
        }

        var model = local.SemanticModel!;
        if (!writes[writes.Count - 1].HidesEarlier)
        {
            Add(declarator.Initializer is { Value: var first } ? model.GetOperation(first, context.CancellationToken) : null, depth);
        }

        for (var i = writes.Count - 1; i >= 0; i--)
        {
            if (!writes[i].HidesEarlier && AddsToItself(writes[i], local.Local.Name))
            {
                AddBehind((BinaryExpressionSyntax)writes[i].Value!, model, depth);
            }
            else
            {
                Add(model.GetOperation(writes[i].Value!, context.CancellationToken), depth);
            }
        }

        return true;
    }

    /// <summary><c>sql = sql + " AND …"</c></summary>
    private static bool AddsToItself(VariableWrite write, string name)
    {
        var first = write is { IsMore: false, Value: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum } ? (ExpressionSyntax)sum : null;
        while (first is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } inner)
        {
            first = inner.Left;
        }

        return first is IdentifierNameSyntax { Identifier.ValueText: var left } && left == name;
    }

    /// <summary>The operands of a sum behind its first one.</summary>
    private void AddBehind(BinaryExpressionSyntax sum, SemanticModel model, int depth)
    {
        var operands = new Stack<ExpressionSyntax>();
        for (ExpressionSyntax left = sum; left is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } inner; left = inner.Left)
        {
            operands.Push(inner.Right);
        }

        while (operands.Count > 0 && parts.Count < MostParts)
        {
            Add(model.GetOperation(operands.Pop(), context.CancellationToken), depth);
        }
    }

    private bool AddBuilder(ILocalReferenceOperation builder, int depth)
    {
        if (DeclaratorOf(builder.Local) is not { Initializer.Value: { } made } declarator || builder.SemanticModel is not { } model || VariableWrites.In(VariableWrites.ScopeOf(declarator), builder.Local.Name).Count > 0)
        {
            return false;
        }

        if (model.GetOperation(made, context.CancellationToken) is IObjectCreationOperation { Arguments: { Length: > 0 } given } && given[0].Value.Type?.SpecialType == SpecialType.System_String)
        {
            Add(given[0].Value, depth);
        }

        foreach (var node in VariableWrites.ScopeOf(declarator).DescendantNodes())
        {
            if (node is not IdentifierNameSyntax { Identifier.ValueText: var name } use || name != builder.Local.Name || use.SpanStart >= builder.Syntax.SpanStart)
            {
                continue;
            }

            SyntaxNode chain = use;
            while (chain.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax call } access && access.Expression == chain)
            {
                if (model.GetOperation(call, context.CancellationToken) is IInvocationOperation { Arguments: { Length: > 0 } arguments } append && append.TargetMethod.ContainingType?.Name == "StringBuilder")
                {
                    switch (method)
                    {
                        case "Append" or "AppendLine":
                            Add(arguments[arguments.Length == 2 && arguments[0].Value.Type?.SpecialType != SpecialType.System_String ? 1 : 0].Value, depth);
                            break;
                        case "AppendFormat" when arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "format")?.Value.ConstantValue is { HasValue: true, Value: string format }:
                            AddFormat(format, [.. Flat(arguments.Where(static argument => argument.Parameter?.Name is not ("format" or "provider")))], depth);
                            break;
                        case "Insert" or "Replace" or "Remove" or "Clear" or "AppendJoin":
                            return false;
                    }
                }

                chain = call;
            }
        }

        return parts.Count > 0;
    }

    /// <summary>True for a value that has parts; of any other, the variable that holds it is what is put in.</summary>
    private static bool IsPutTogether(IOperation value)
        => value switch
        {
            IConversionOperation conversion => IsPutTogether(conversion.Operand),
            IParenthesizedOperation parenthesized => IsPutTogether(parenthesized.Operand),
            IInterpolatedStringOperation or IInterpolatedStringHandlerCreationOperation or IBinaryOperation or ILiteralOperation => true,
            IInvocationOperation { TargetMethod: { Name: var name, ContainingType: { Name: var type } } call } => (type == "String" && call.IsStatic) || type == "Path" || type == "QueryHelpers" || (name is "ToString" && type is "StringBuilder" or "Uri"),
            IObjectCreationOperation { Type.Name: "Uri" } => true,
            ILocalReferenceOperation => true,
            _ => value.ConstantValue.HasValue,
        };

    private static VariableDeclaratorSyntax? DeclaratorOf(ILocalSymbol local) => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax;

    /// <summary>The one value that a variable has at a place; null where it may have another one, or where it was found to be harmless.</summary>
    private static IOperation? OnlyValue(ILocalReferenceOperation local, RuleContext context, TaintPolicy policy)
    {
        if (DeclaratorOf(local.Local) is not { } declarator || local.SemanticModel is not { } model || local.Syntax is not ExpressionSyntax use || ValidationGuard.Stands(use, use, policy))
        {
            return null;
        }

        var writes = VariableWrites.Reaching(local.Local.Name, declarator, use).Take(2).ToList();
        var value = writes.Count == 0 ? declarator.Initializer?.Value
            : writes[0] is { HidesEarlier: true, Value: var set } && set?.Span.Contains(use.Span) == false ? set
            : null;
        return value is null or RefExpressionSyntax ? null : model.GetOperation(value, context.CancellationToken);
    }
}
