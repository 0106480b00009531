using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Where a text is shown.</summary>
internal enum HtmlPlace
{
    /// <summary>As it is, in a page of the app.</summary>
    Page,

    /// <summary>In a page, if the browser takes the answer for one: nobody says what it is.</summary>
    GuessedPage,

    /// <summary>By a script of a page.</summary>
    Script,

    /// <summary>In a mail.</summary>
    Mail,
}

/// <summary>A text that is shown as HTML.</summary>
internal readonly struct HtmlSink(IOperation text, HtmlPlace place)
{
    public IOperation Text { get; } = text;

    public HtmlPlace Place { get; } = place;
}

/// <summary>What shows a text as HTML: to encode it is the caller's matter.</summary>
internal static class HtmlSinks
{
    private const string Http = "Microsoft.AspNetCore.Http.";

    /// <summary>Methods by the type that declares them, and the parameter that takes the text.</summary>
    private static readonly (string Type, string[] Methods, string[] Parameters)[] Calls =
    [
        ("Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper", ["Raw"], ["value"]),
        ("Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder", ["AddMarkupContent"], ["markupContent"]),
        ("Microsoft.AspNetCore.Html.IHtmlContentBuilder", ["AppendHtml"], ["encoded"]),
        ("Microsoft.AspNetCore.Html.HtmlContentBuilderExtensions", ["AppendHtmlLine", "SetHtmlContent"], ["encoded"]),
        ("Microsoft.AspNetCore.Razor.TagHelpers.TagHelperContent", ["AppendHtml", "SetHtmlContent"], ["encoded"]),
    ];

    /// <summary>Methods that also take the type of what they answer with.</summary>
    private static readonly (string Type, string[] Methods)[] TypedAnswers =
    [
        (Controllers.Base, ["Content", "File"]),
        (PageHandlers.Model, ["Content", "File"]),
        (Http + "Results", ["Content", "Text", "Bytes", "File"]),
        (Http + "TypedResults", ["Content", "Text", "Bytes", "File"]),
    ];

    /// <summary>Methods that send a mail, and the parameter that takes its HTML.</summary>
    private static readonly (string Type, string[] Methods, string[] Parameters)[] Mails =
    [
        ("Microsoft.AspNetCore.Identity.UI.Services.IEmailSender", ["SendEmailAsync"], ["htmlMessage"]),
        ("SendGrid.Helpers.Mail.MailHelper", ["CreateSingleEmail", "CreateSingleEmailToMultipleRecipients"], ["htmlContent"]),
    ];

    /// <summary>Properties that take the HTML of a mail.</summary>
    private static readonly (string Type, string Property)[] MailBodies = [("MimeKit.BodyBuilder", "HtmlBody"), ("SendGrid.Helpers.Mail.SendGridMessage", "HtmlContent")];

    /// <summary>Types that are made of HTML.</summary>
    private static readonly string[] Creations = ["Microsoft.AspNetCore.Components.MarkupString", "Microsoft.AspNetCore.Html.HtmlString"];

    /// <summary>Functions of a browser that run a text or put it into the page.</summary>
    private static readonly string[] Scripts = ["eval", "document.write", "document.writeln"];

    private static readonly string[] ScriptEndings = ["innerHTML", "outerHTML", "insertAdjacentHTML"];

    /// <summary>The names of the methods.</summary>
    public static readonly string[] Names =
    [
        "Raw", "AddMarkupContent", "AppendHtml", "AppendHtmlLine", "SetHtmlContent", "Content", "Text", "Bytes", "File", "WriteAsync", "SendEmailAsync", "CreateSingleEmail", "CreateSingleEmailToMultipleRecipients", "InvokeAsync", "InvokeVoidAsync",
    ];

    /// <summary>False for calls that cannot show a text that somebody else wrote.</summary>
    public static bool MayBe(InvocationExpressionSyntax call)
    {
        var arguments = call.ArgumentList.Arguments;
        if (!arguments.Any(static argument => MayBeInput(argument.Expression)))
        {
            return false;
        }

        return InvocationSyntax.NameOf(call)?.Identifier.ValueText switch
        {
            "Content" or "Text" or "Bytes" or "File" => arguments.Any(static argument => SaysHtml(argument.Expression)),
            "WriteAsync" => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && MemberName.Of(receiver)?.ValueText.EndsWith("esponse", StringComparison.Ordinal) == true,
            "InvokeAsync" or "InvokeVoidAsync" => arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: var function } && IsScript(function),
            null => false,
            var name => Array.IndexOf(Names, name) >= 0,
        };
    }

    /// <summary>False for creations of other types.</summary>
    public static bool MayBe(BaseObjectCreationExpressionSyntax creation)
        => creation.ArgumentList is { Arguments: { Count: > 0 } arguments }
            && arguments.Any(static argument => MayBeInput(argument.Expression))
            && CreatedType.NameOrTargetOf(creation) is "MarkupString" or "HtmlString" or "MailMessage";

    /// <summary>False for other conversions.</summary>
    public static bool MayBe(CastExpressionSyntax cast) => TypeSyntaxNames.RightmostName(cast.Type) == "MarkupString" && MayBeInput(cast.Expression);

    /// <summary>False for assignments of other members.</summary>
    public static bool MayBe(AssignmentExpressionSyntax assignment)
        => MemberName.Of(assignment.Left)?.ValueText switch
            {
                "HtmlBody" or "HtmlContent" => true,
                "Content" => MayBeInput(assignment.Right) && Sets(assignment, "ContentType", "html"),
                "Body" => MayBeInput(assignment.Right) && Sets(assignment, "IsBodyHtml", "true"),
                "Text" => assignment.Parent is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } kind } } && SaysHtml(kind[0].Expression),
                _ => false,
            }
            && MayBeInput(assignment.Right);

    /// <summary>The text that a node shows; null for any other node.</summary>
    public static HtmlSink? At(SyntaxNode node, RuleContext context)
        => node switch
        {
            InvocationExpressionSyntax call when MayBe(call) => context.Model.GetOperation(call, context.CancellationToken) is IInvocationOperation operation ? Of(operation, context.Known) : null,
            BaseObjectCreationExpressionSyntax creation when MayBe(creation) => context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation ? Of(operation, context.Known) : null,
            CastExpressionSyntax cast when MayBe(cast) => Of(cast, context),
            AssignmentExpressionSyntax assignment when MayBe(assignment) => context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation operation ? Of(operation, context.Known) : null,
            _ => null,
        };

    /// <summary>The text that a call shows.</summary>
    public static HtmlSink? Of(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (Row(Calls, method, known) is { } parameters)
        {
            return Given(call, parameters, HtmlPlace.Page);
        }

        if (Row(Mails, method, known) is { } mail)
        {
            return Given(call, mail, HtmlPlace.Mail);
        }

        if (Array.Exists(TypedAnswers, row => Array.IndexOf(row.Methods, method.Name) >= 0 && known.IsA(method.ContainingType, row.Type)))
        {
            return IsHtml(call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "contentType")?.Value)
                && !call.Arguments.Any(static argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.Name: "fileDownloadName" })
                ? Given(call, ["content", "fileContents", "contents"], HtmlPlace.Page)
                : null;
        }

        if (method.Name == "WriteAsync" && known.Is(method.ContainingType, Http + "HttpResponseWritingExtensions"))
        {
            return Written(call);
        }

        return method.Name is "InvokeAsync" or "InvokeVoidAsync"
            && (known.Is(method.ContainingType, "Microsoft.JSInterop.JSRuntimeExtensions") || known.IsA(method.ContainingType, "Microsoft.JSInterop.IJSRuntime"))
            && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "identifier")?.Value.ConstantValue is { HasValue: true, Value: string function } && IsScript(function)
            ? Run(call, function)
            : null;
    }

    /// <summary>The text that an object is made of.</summary>
    public static HtmlSink? Of(IObjectCreationOperation creation, KnownTypes known)
        => Array.Exists(Creations, type => known.Is(creation.Type, type)) && creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "value") is { } value ? new(value.Value, HtmlPlace.Page)
            : known.Is(creation.Type, "System.Net.Mail.MailMessage") && creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "body") is { } body && IsMailOfHtml(creation.Syntax) ? new(body.Value, HtmlPlace.Mail)
            : null;

    /// <summary>The text that is converted. A conversion to <c>MarkupString?</c> is no operation of its own, so the two sides are asked.</summary>
    private static HtmlSink? Of(CastExpressionSyntax cast, RuleContext context)
    {
        var text = cast.Expression;
        while (text is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
        {
            text = text is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)text).Operand;
        }

        return context.Known.Is(context.Model.GetSymbolInfo(cast.Type is NullableTypeSyntax nullable ? nullable.ElementType : cast.Type, context.CancellationToken).Symbol as ITypeSymbol, Creations[0])
            && context.Model.GetOperation(text, context.CancellationToken) is { Type.SpecialType: SpecialType.System_String } value
                ? new(value, HtmlPlace.Page)
                : null;
    }

    /// <summary>The text that is assigned.</summary>
    public static HtmlSink? Of(ISimpleAssignmentOperation assignment, KnownTypes known)
        => assignment.Target is not IPropertyReferenceOperation { Property: var property } ? null
            : property.Name == "Content" && known.Is(property.ContainingType, "Microsoft.AspNetCore.Mvc.ContentResult") ? new(assignment.Value, HtmlPlace.Page)
            : (property.Name == "Body" && known.Is(property.ContainingType, "System.Net.Mail.MailMessage"))
                || (property.Name == "Text" && known.Is(property.ContainingType, "MimeKit.TextPart"))
                || Array.Exists(MailBodies, row => row.Property == property.Name && known.Is(property.ContainingType, row.Type)) ? new(assignment.Value, HtmlPlace.Mail)
            : null;

    private static bool MayBeInput(ExpressionSyntax text)
        => text switch
        {
            LiteralExpressionSyntax or LambdaExpressionSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax => false,
            ParenthesizedExpressionSyntax inner => MayBeInput(inner.Expression),
            InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Any(static part => part is InterpolationSyntax),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => false,
            _ => true,
        };

    /// <summary>True for a type of content, as it is written: <c>"text/html"</c>, <c>MediaTypeNames.Text.Html</c>, <c>new MediaTypeHeaderValue("text/html")</c>, <c>TextFormat.Html</c></summary>
    private static bool SaysHtml(ExpressionSyntax type)
        => type switch
        {
            LiteralExpressionSyntax literal => HasHtml(literal.Token.ValueText),
            IdentifierNameSyntax or MemberAccessExpressionSyntax => MemberName.Of(type)?.ValueText is { } name && HasHtml(name),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } of } => SaysHtml(of[0].Expression),
            ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } of } => SaysHtml(of[0].Expression),
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } => contents[0] is InterpolatedStringTextSyntax { TextToken.ValueText: var text } && HasHtml(text),
            _ => false,
        };

    private static bool HasHtml(string text) => text.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsHtml(IOperation? type)
        => type is not null && (type.ConstantValue is { HasValue: true, Value: string text } ? IsHtml(text) : type.Type?.SpecialType != SpecialType.System_String && type.Syntax is ExpressionSyntax written && SaysHtml(written));

    private static bool IsHtml(string type) => type.TrimStart().StartsWith("text/html", StringComparison.OrdinalIgnoreCase) || type.TrimStart().StartsWith("application/xhtml", StringComparison.OrdinalIgnoreCase);

    private static bool IsScript(string function) => Array.IndexOf(Scripts, function) >= 0 || Array.Exists(ScriptEndings, ending => function.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static string[]? Row((string Type, string[] Methods, string[] Parameters)[] table, IMethodSymbol method, KnownTypes known)
    {
        foreach (var row in table)
        {
            if (Array.IndexOf(row.Methods, method.Name) >= 0 && known.IsA(method.ContainingType, row.Type))
            {
                return row.Parameters;
            }
        }

        return null;
    }

    private static HtmlSink? Given(IInvocationOperation call, string[] parameters, HtmlPlace place)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && Array.IndexOf(parameters, parameter.Name) >= 0 && !IsContent(parameter.Type))?.Value is { } value ? new(value, place) : null;

    /// <summary>HTML that its own type vouches for.</summary>
    private static bool IsContent(ITypeSymbol type) => type.Name is "IHtmlContent" or "MarkupString";

    /// <summary>The text that a function of the browser is given: a script comes first, and behind the element that it goes into comes the HTML.</summary>
    private static HtmlSink? Run(IInvocationOperation call, string function)
    {
        var given = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "args")?.Value;
        while (given is IConversionOperation { Operand: var operand })
        {
            given = operand;
        }

        var values = given switch
        {
            IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
            ICollectionExpressionOperation { Elements: var elements } => elements,
            _ => [],
        };
        return values.IsDefaultOrEmpty ? null : new HtmlSink(Array.IndexOf(Scripts, function) >= 0 ? values[0] : values[values.Length - 1], HtmlPlace.Script);
    }

    /// <summary>A text that is written to the response, as far as that is HTML: by its type, or because nothing says its type and it begins like HTML.</summary>
    private static HtmlSink? Written(IInvocationOperation call)
    {
        if (call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "text")?.Value is not { } text)
        {
            return null;
        }

        var types = TypesOf(FunctionSyntax.Enclosing(call.Syntax)).ToList();
        return types.Exists(static type => SaysHtml(type)) ? new(text, HtmlPlace.Page) : types.Count == 0 ? new HtmlSink(text, HtmlPlace.GuessedPage) : null;
    }

    /// <summary>What the function gives the response as its type: <c>ContentType</c>, <c>Headers.ContentType</c>, <c>Headers["Content-Type"]</c></summary>
    private static IEnumerable<ExpressionSyntax> TypesOf(SyntaxNode function)
    {
        foreach (var node in function.DescendantNodes())
        {
            if (node is AssignmentExpressionSyntax { Left: var target, Right: var type }
                && target is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContentType" } or ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } }
                && (target is not ElementAccessExpressionSyntax { ArgumentList.Arguments: var keys } || keys[0].Expression is LiteralExpressionSyntax { Token.ValueText: "Content-Type" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ContentType" }))
            {
                yield return type;
            }
        }
    }

    /// <summary>True where the same initializer, or the function, gives another member a value that says a word.</summary>
    private static bool Sets(AssignmentExpressionSyntax assignment, string member, string word)
    {
        var others = assignment.Parent is InitializerExpressionSyntax initializer
            ? initializer.Expressions.OfType<AssignmentExpressionSyntax>()
            : MemberNames.Of(VariableWrites.ScopeOf(assignment)).Uses(member).Select(static use => use.Parent is MemberAccessExpressionSyntax access ? access.Parent : use.Parent).OfType<AssignmentExpressionSyntax>();
        return others.Any(other => MemberName.Of(other.Left)?.ValueText == member && Says(other.Right, word));
    }

    private static bool Says(ExpressionSyntax value, string word) => word == "html" ? SaysHtml(value) : value is LiteralExpressionSyntax { Token.ValueText: var text } && text == word;

    private static bool IsMailOfHtml(SyntaxNode creation)
        => MemberNames.Of(VariableWrites.ScopeOf(creation)).Uses("IsBodyHtml").Any(static use => (use.Parent is MemberAccessExpressionSyntax access ? access.Parent : use.Parent) is AssignmentExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "true" } });
}
