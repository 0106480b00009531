using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>
/// Finds what must not be logged in a value that is: by the last name in the chain of members that leads to it, by its type, and by what a local was
/// given. What is derived from such a value (its length, its hash, the end of it) is another value.
/// </summary>
internal sealed class SensitiveValues(KnownTypes known)
{
    /// <summary>So far a value is followed through locals and the parts of a text.</summary>
    private const int Depth = 6;

    /// <summary>So many values of one call are looked at.</summary>
    private const int Most = 64;

    /// <summary>Methods that give a text back as it is, or nearly.</summary>
    private static readonly HashSet<string> PassesOn =
    [
        "ToString", "Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "Replace", "Normalize", "FirstOrDefault", "First", "Single", "SingleOrDefault", "Last", "LastOrDefault",
        "Join", "Concat", "Format", "GetAwaiter", "GetResult", "ConfigureAwait", "GetString", "ToBase64String", "ToHexString", "ToArray", "ToList", "AsEnumerable", "ToCharArray",
    ];

    /// <summary>Verbs in front of what a method returns.</summary>
    private static readonly HashSet<string> Getters = SecretNames.Set("get fetch read load generate create issue build make retrieve find resolve extract obtain acquire decode decrypt new next current");

    private readonly WholeObjects wholes = new(known);

    /// <summary>Looks at one value that a log gets.</summary>
    public List<SensitiveValue> In(IOperation value, ShownAs shown)
    {
        var found = new List<SensitiveValue>();
        var seen = 0;
        Look(value, shown, at: null, found, 0, ref seen);
        return found;
    }

    /// <param name="value">A value.</param>
    /// <param name="shown">How it is shown.</param>
    /// <param name="at">Where it is reported, if not where it stands: at the local in the call.</param>
    /// <param name="found">What was found.</param>
    /// <param name="depth">How far it was followed.</param>
    /// <param name="seen">How many values were seen.</param>
    private void Look(IOperation value, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        if (at is null && Operands.Unwrap(value) is IAwaitOperation awaited)
        {
            at = awaited.Syntax;
        }

        value = ValueChain.Unwrap(value);
        if (depth > Depth || ++seen > Most || value.ConstantValue.HasValue)
        {
            return;
        }

        switch (value)
        {
            case IInterpolatedStringOperation text:
                foreach (var part in text.Parts)
                {
                    if (part is IInterpolationOperation hole)
                    {
                        Look(hole.Expression, ShownAs.Text, at, found, depth + 1, ref seen);
                    }
                }

                break;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                LookAtSum(sum, at, found, depth, ref seen);
                break;

            case ICoalesceOperation choice:
                Look(choice.Value, shown, at, found, depth, ref seen);
                Look(choice.WhenNull, shown, at, found, depth + 1, ref seen);
                break;

            case IConditionalOperation when DerivedValue.Is(value):
                break;

            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                Look(choice.WhenTrue, shown, at, found, depth + 1, ref seen);
                Look(otherwise, shown, at, found, depth + 1, ref seen);
                break;

            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                {
                    Look(arm.Value, shown, at, found, depth + 1, ref seen);
                }

                break;

            case IConditionalAccessOperation access:
                Look(access.WhenNotNull, shown, at ?? access.Syntax, found, depth, ref seen);
                break;

            case IArrayCreationOperation { Initializer: { } elements }:
                foreach (var element in elements.ElementValues)
                {
                    Look(element, shown, at, found, depth + 1, ref seen);
                }

                break;

            case ICollectionExpressionOperation elements:
                foreach (var element in elements.Elements)
                {
                    Look(element, shown, at, found, depth + 1, ref seen);
                }

                break;

            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Body.Operations: { Length: 1 } statements } } when statements[0] is IReturnOperation { ReturnedValue: { } made }:
                Look(made, shown, at, found, depth + 1, ref seen);
                break;

            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Look(element, shown, at, found, depth + 1, ref seen);
                }

                break;

            case IAnonymousObjectCreationOperation made:
                foreach (var member in made.Initializers)
                {
                    if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var name }, Value: { } part })
                    {
                        LookAtNamed(name, part, shown, at, found, depth, ref seen);
                    }
                }

                break;

            case IObjectCreationOperation { Initializer: { } entries } made when IsDictionary(made.Type):
                LookAtEntries(entries, at, found, depth, ref seen);
                break;

            case IInvocationOperation call:
                LookAtCall(call, shown, at, found, depth, ref seen);
                break;

            case IPropertyReferenceOperation property:
                LookAtProperty(property, shown, at, found, depth, ref seen);
                break;

            case IFieldReferenceOperation field:
                Add(field, field.Field.Name, [field.Field.ContainingType.Name, .. ValueChain.Receivers(field.Instance)], shown, at, found);
                break;

            case IParameterReferenceOperation parameter when !IsEntryName(parameter, parameter.Parameter.Name):
                Add(parameter, parameter.Parameter.Name, [], shown, at, found);
                break;

            case ILocalReferenceOperation local:
                LookAtLocal(local, shown, at, found, depth, ref seen);
                break;
        }
    }

    /// <summary>Reading a concatenation needs no stack: one of ten thousand pieces is ten thousand operations deep.</summary>
    private void LookAtSum(IBinaryOperation sum, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        var pieces = new Stack<IOperation>();
        IOperation rest = sum;
        while (ValueChain.Unwrap(rest) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } two)
        {
            pieces.Push(two.RightOperand);
            rest = two.LeftOperand;
        }

        pieces.Push(rest);
        while (pieces.Count > 0 && seen <= Most)
        {
            Look(pieces.Pop(), ShownAs.Text, at, found, depth + 1, ref seen);
        }
    }

    /// <summary>A value that stands under a name of its own: a member of an anonymous object, an entry of a scope, a tag.</summary>
    public void LookAtNamed(string name, IOperation value, List<SensitiveValue> found)
    {
        var seen = 0;
        LookAtNamed(name, value, ShownAs.Text, at: null, found, 0, ref seen);
    }

    private void LookAtNamed(string name, IOperation value, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        var before = found.Count;
        Look(value, shown, at, found, depth + 1, ref seen);
        value = ValueChain.Unwrap(value);
        if (found.Count == before && value is IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.Length: 0 } or ILocalReferenceOperation && !DerivedValue.Is(value))
        {
            Add(value, SensitiveNames.OfKey(name), name, [], shown, at, found);
        }
    }

    private void LookAtEntries(IObjectOrCollectionInitializerOperation entries, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        foreach (var entry in entries.Initializers)
        {
            switch (entry)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: 1 } indexer } assignment when KeyIn(indexer.Arguments) is { } key:
                    LookAtNamed(key, assignment.Value, ShownAs.Text, at, found, depth, ref seen);
                    break;
                case IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 2 } given } when KeyIn(given) is { } key:
                    LookAtNamed(key, given[1].Value, ShownAs.Text, at, found, depth, ref seen);
                    break;
            }
        }
    }

    private void LookAtCall(IInvocationOperation call, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        var method = call.TargetMethod;
        var given = at;
        at ??= call.Syntax;
        if (SecretReads.KeyOf(call, known) is { } key)
        {
            var kind = method.Name == "GetConnectionString" ? SensitiveKind.Credential
                : method.Name is "FindFirst" or "FindFirstValue" ? SensitiveNames.OfKey(key)
                : SensitiveNames.OfSetting(key);
            Add(call, kind, key, [key], shown, at, found);
            return;
        }

        if (RequestBody.IsReadBy(call, known) is { } isCertain)
        {
            found.Add(new(at, Short(at), SensitiveKind.None, isCertain));
            return;
        }

        if (IsSerializer(method))
        {
            if (call.Arguments.FirstOrDefault(argument => argument.Parameter is { Ordinal: 0 } || argument.Parameter?.Name == "value") is { } serialized)
            {
                Look(serialized.Value, ShownAs.Json, ValueChain.Unwrap(serialized.Value) is IAnonymousObjectCreationOperation ? given : at, found, depth + 1, ref seen);
            }

            return;
        }

        if (DerivedValue.Is(call))
        {
            return;
        }

        if (method.Name == "ToDictionary" && shown != ShownAs.Text && call.Arguments.Length > 0 && IsHeaders(Operands.Unwrap(call.Arguments[0].Value).Type))
        {
            found.Add(new(at, Short(at), SensitiveKind.Credential, isCertain: true));
            return;
        }

        if (method is { Name: "Select", ContainingType.Name: "Enumerable" } && call.Arguments.Length == 2)
        {
            Look(call.Arguments[1].Value, ShownAs.Text, at, found, depth + 1, ref seen);
            return;
        }

        if (PassesOn.Contains(method.Name))
        {
            var isText = method.ContainingType.SpecialType == SpecialType.System_String;
            if (call.Instance is { } instance && method.ContainingType.Name != "Encoding" && !OverridesToString(method))
            {
                Look(instance, ShownAs.Text, at, found, depth, ref seen);
            }
            else if (method.IsExtensionMethod || method.ContainingType.Name is "Encoding" or "Convert" || method.ContainingType.SpecialType == SpecialType.System_String)
            {
                foreach (var argument in call.Arguments)
                {
                    Look(argument.Value, ShownAs.Text, isText ? given : at, found, depth + 1, ref seen);
                }
            }

            return;
        }

        var words = WordSplitter.Of(method.Name);
        if (words.Count > 1 && Getters.Contains(words[0]))
        {
            if (words[words.Count - 1] == "async")
            {
                words.RemoveAt(words.Count - 1);
            }

            // One part of a connection string, by its key: the key says what it is.
            if (call.Arguments.Any(static argument => ValueChain.NameOf(argument.Value) is { } whole && SensitiveNames.Of(whole) == SensitiveKind.Credential)
                && call.Arguments.Select(static argument => argument.Value.ConstantValue).FirstOrDefault(static constant => constant is { HasValue: true, Value: string }) is { Value: string part })
            {
                Add(call, SensitiveNames.OfKey(part), part, [part], shown, at, found);
                return;
            }

            Add(call, string.Join("_", words.Skip(1)), [method.ContainingType.Name, method.Name], shown, at, found);
        }
    }

    private void LookAtProperty(IPropertyReferenceOperation property, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        var name = property.Property.Name;
        at ??= property.Syntax;
        if (property.Arguments.Length > 0)
        {
            if (KeyIn(property.Arguments) is { } key && SecretReads.IsKeyed(property.Property.ContainingType, known))
            {
                var isSetting = known.IsA(property.Property.ContainingType, "Microsoft.Extensions.Configuration.IConfiguration");
                Add(property, isSetting ? SensitiveNames.OfSetting(key) : SensitiveNames.OfKey(key), key, [key], shown, at, found);
            }

            return;
        }

        if (name == "Value" && EveryClaim.IsValueOf(property, known))
        {
            found.Add(new(at, Short(at), SensitiveKind.Person, isCertain: true));
            return;
        }

        if ((name == "Value" && EveryHeader.IsValueOf(property, known)) || (name == "Headers" && shown != ShownAs.Text && IsHeaders(property.Type)))
        {
            found.Add(new(at, Named(property.Syntax, at), SensitiveKind.Credential, isCertain: true));
            return;
        }

        if (name is "Value" or "Result" or "Parameter" && property.Instance is { } instance)
        {
            if (ValueChain.NameOf(instance) is { } holder && SensitiveNames.Of(holder) is var held and not (SensitiveKind.None or SensitiveKind.Token) && property.Type?.SpecialType == SpecialType.System_String)
            {
                Add(property, held, holder, [], shown, at, found);
                return;
            }

            // The name of what holds the value says what it is.
            Look(instance, shown, at, found, depth, ref seen);
            return;
        }

        if (name is "Authorization" or "Cookie" or "SetCookie" && known.IsA(property.Property.ContainingType, "Microsoft.AspNetCore.Http.IHeaderDictionary"))
        {
            Add(property, SensitiveKind.Credential, name, [], shown, at, found);
            return;
        }

        Add(property, name, [property.Property.ContainingType.Name, .. ValueChain.Receivers(property.Instance)], shown, at, found);
    }

    private void LookAtLocal(ILocalReferenceOperation local, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, int depth, ref int seen)
    {
        var origin = Operands.Initializer(local);
        if (SensitiveNames.IsHarmless(local.Local.Name) || origin is not null && (origin.ConstantValue.HasValue ? SensitiveNames.Of(local.Local.Name) is not SensitiveKind.Credential : DerivedValue.Is(origin)))
        {
            return;
        }

        if (IsEntryName(local, local.Local.Name) || (origin?.Syntax is ExpressionSyntax made && BuiltLink.MayBe(local.Local.Name) && BuiltLink.IsPublic(made)))
        {
            return;
        }

        at ??= local.Syntax;
        if (EveryHeader.IsValue(local, known))
        {
            found.Add(new(at, Short(at), SensitiveKind.Credential, isCertain: true));
            return;
        }

        var before = found.Count;
        var isLoop = local.Local.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax() is ForEachStatementSyntax);
        if (!isLoop || SensitiveNames.Of(local.Local.Name) != SensitiveKind.Token)
        {
            Add(local, local.Local.Name, origin is IInvocationOperation call ? [call.TargetMethod.Name, call.TargetMethod.ContainingType.Name] : [], shown, at, found, origin);
        }

        if (found.Count > before)
        {
            return;
        }

        if (origin is not null)
        {
            Look(origin, shown, at, found, depth + 1, ref seen);
        }
        else if (SecretReads.KeyOfOut(local, known) is { } key)
        {
            Add(local, SensitiveNames.OfKey(key), key, [key], shown, at, found);
        }
    }

    private void Add(IOperation value, string name, string[] beside, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, IOperation? origin = null)
        => Add(value, SensitiveNames.Of(name), name, beside, shown, at, found, origin);

    /// <summary>Adds a value, if its kind and its type are of what matters; an object of one's own, if its members are.</summary>
    private void Add(IOperation value, SensitiveKind kind, string name, string[] beside, ShownAs shown, SyntaxNode? at, List<SensitiveValue> found, IOperation? origin = null)
    {
        var syntax = at ?? value.Syntax;
        if (value.Type is null or IErrorTypeSymbol)
        {
            return;
        }

        if (kind != SensitiveKind.None && SensitiveTypes.MayHold(value.Type, kind, name, known))
        {
            if (Matters(kind, name, beside, syntax, origin, out var isCertain) && !IsPath(value, kind, name))
            {
                found.Add(new(syntax, Named(value.Syntax, syntax), kind, isCertain, (value as IPropertyReferenceOperation)?.Instance?.Type));
            }

            return;
        }

        if (shown != ShownAs.Text && value.Type is ITypeParameterSymbol { DeclaringType: not null, Name: var parameter } && !parameter.EndsWith("Response", StringComparison.Ordinal) && !parameter.EndsWith("Result", StringComparison.Ordinal) && LogContext.IsPipeline(syntax))
        {
            found.Add(new(syntax, Short(syntax), SensitiveKind.None, isCertain: false));
            return;
        }

        if (wholes.Find(value.Type, shown, origin) is var (member, memberKind))
        {
            found.Add(new(syntax, $"{Named(value.Syntax, syntax)}.{member}", memberKind, isCertain: true));
        }
    }

    /// <summary>True for a key by which a store finds a secret.</summary>
    private static bool IsEntryName(IOperation value, string name) => SensitiveNames.Of(name) == SensitiveKind.Credential && EntryName.Is(value);

    /// <summary>True for the path of a file with such data: one text with a name in the plural, or what is handed to a reader of files.</summary>
    private static bool IsPath(IOperation value, SensitiveKind kind, string name)
        => kind is SensitiveKind.Person or SensitiveKind.Address
            && ((value is IPropertyReferenceOperation { Arguments.Length: 0 } or IFieldReferenceOperation
                    && value.Type?.SpecialType == SpecialType.System_String
                    && name.EndsWith("s", StringComparison.Ordinal)
                    && SensitiveNames.Of(name.Substring(0, name.Length - 1)) == kind)
                || PersonalValue.IsPath(value.Syntax));

    private bool IsHeaders(ITypeSymbol? type) => known.IsA(type, "Microsoft.AspNetCore.Http.IHeaderDictionary");

    /// <summary>What words around it say of a name that means several things.</summary>
    private static bool Matters(SensitiveKind kind, string name, string[] beside, SyntaxNode syntax, IOperation? origin, out bool isCertain)
    {
        isCertain = true;
        var around = beside.Concat(LogContext.NamesAround(syntax));
        switch (kind)
        {
            case SensitiveKind.Token when name.EndsWith("pin", StringComparison.OrdinalIgnoreCase):
                return LogContext.IsAboutPayments(around);
            case SensitiveKind.Token when LogContext.IsAboutLogins(beside.Where(word => word != name)):
                return true;
            case SensitiveKind.Token when LogContext.IsAboutTexts(around):
                return false;
            case SensitiveKind.Token:
                isCertain = LogContext.IsAboutLogins(around);
                return true;
            case SensitiveKind.Credential when SecretNames.KindOf(name, SecretVocabulary.Empty) == NameKind.ConnectionString:
                // The database of one file has no password, as a rule.
                isCertain = !around.Any(static word => word.IndexOf("sqlite", StringComparison.OrdinalIgnoreCase) >= 0) && origin?.Syntax.ToString().IndexOf("sqlite", StringComparison.OrdinalIgnoreCase) is not >= 0;
                return true;
            case SensitiveKind.Account:
                isCertain = LogContext.IsAboutPayments(beside);
                return true;
            case SensitiveKind.Diagnosis:
                return LogContext.IsAboutPatients(around);
            case SensitiveKind.Link:
                return origin is not null && origin.Syntax.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var part } && (part is "code" or "Code" || SensitiveNames.Of(part) is SensitiveKind.Token or SensitiveKind.Credential));
            case SensitiveKind.Person or SensitiveKind.Address or SensitiveKind.Network:
                return !Array.Exists(beside, LogContext.IsSettings)
                    && !PersonalValue.IsMadeUp(beside)
                    && !LogContext.IsSeeding(syntax)
                    && !LogContext.IsOfSettings(syntax)
                    && (kind != SensitiveKind.Address || LogContext.IsAboutPersons(beside));
            default:
                return true;
        }
    }

    private bool IsSerializer(IMethodSymbol method)
        => (method.Name is "Serialize" && known.Is(method.ContainingType, "System.Text.Json.JsonSerializer"))
            || (method.Name is "SerializeObject" && known.Is(method.ContainingType, "Newtonsoft.Json.JsonConvert"))
            || method.Name is "ToJson" or "ToJsonString";

    private static bool OverridesToString(IMethodSymbol method) => method is { Name: "ToString", IsOverride: true, DeclaringSyntaxReferences.Length: > 0 };

    private static string? KeyIn(ImmutableArray<IArgumentOperation> arguments) => arguments[0].Value.ConstantValue is { HasValue: true, Value: string key } ? key : null;

    private bool IsDictionary(ITypeSymbol? type) => known.Is(type, "System.Collections.Generic.Dictionary`2");

    /// <summary>What the message names: the value where it is reported, or what makes it so where that stands elsewhere.</summary>
    private static string Named(SyntaxNode value, SyntaxNode at)
    {
        if (at.Span.Contains(value.Span))
        {
            return Short(at);
        }

        // Behind a question mark stands half a name.
        while (value.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == value)
        {
            value = access;
        }

        return Short(value);
    }

    /// <summary>A value as the message names it: without what stands around it, and not too long.</summary>
    private static string Short(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        var end = text.IndexOfAny(['\n', '\r']);
        text = end >= 0 ? text.Substring(0, end).TrimEnd() : text;
        return text.Length <= 60 ? text : text.Substring(0, 57) + "…";
    }
}
