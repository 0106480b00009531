using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>Types of packages that the tests do not reference, under their own names and in an assembly of their own.</summary>
internal static class ForeignTypes
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq.Expressions;
        using System.Threading.Tasks;

        namespace Grpc.Core
        {
            public abstract class ServerCallContext { }

            [AttributeUsage(AttributeTargets.Class)]
            public sealed class BindServiceMethodAttribute(Type bindType, string bindMethodName) : Attribute
            {
                public Type BindType { get; } = bindType;
                public string BindMethodName { get; } = bindMethodName;
            }
        }

        namespace Microsoft.Azure.Functions.Worker
        {
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class FunctionAttribute(string name) : Attribute
            {
                public string Name { get; } = name;
            }

            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class HttpTriggerAttribute(params string[] methods) : Attribute
            {
                public string[] Methods { get; } = methods;
            }
        }

        namespace Microsoft.Azure.Functions.Worker.Http
        {
            public abstract class HttpRequestData
            {
                public abstract System.IO.Stream Body { get; }
                public abstract Uri Url { get; }
                public abstract System.Collections.Specialized.NameValueCollection Query { get; }
            }

            public static class HttpRequestDataExtensions
            {
                public static Task<string?> ReadAsStringAsync(this HttpRequestData request) => throw new NotSupportedException();
                public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request) => throw new NotSupportedException();
            }
        }

        namespace Amazon.Lambda.Core
        {
            public interface ILambdaContext { string AwsRequestId { get; } }
        }

        namespace Amazon.Lambda.APIGatewayEvents
        {
            public class APIGatewayProxyRequest
            {
                public string Body { get; set; } = "";
                public string Path { get; set; } = "";
                public IDictionary<string, string> QueryStringParameters { get; set; } = null!;
                public IDictionary<string, string> PathParameters { get; set; } = null!;
                public IDictionary<string, string> Headers { get; set; } = null!;
            }
        }

        namespace MassTransit
        {
            public interface ConsumeContext<out T> where T : class { T Message { get; } }
            public interface IConsumer { }
            public interface IConsumer<in T> : IConsumer where T : class { Task Consume(ConsumeContext<T> context); }
        }

        namespace NServiceBus
        {
            public interface IMessageHandlerContext { }
            public interface IHandleMessages<T> { Task Handle(T message, IMessageHandlerContext context); }
        }

        namespace SharpCompress.Common
        {
            public interface IEntry { string? Key { get; } bool IsDirectory { get; } }
        }

        namespace ICSharpCode.SharpZipLib.Zip
        {
            public class ZipEntry(string name)
            {
                public string Name { get; } = name;
            }
        }

        namespace Microsoft.Extensions.AI
        {
            public interface IChatClient { Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages); }
            public readonly struct ChatRole { public static ChatRole User => default; }

            public class ChatMessage(ChatRole role, string content)
            {
                public ChatRole Role { get; } = role;
                public string Text { get; } = content;
            }

            public class ChatResponse
            {
                public string Text { get; } = "";
                public IList<ChatMessage> Messages { get; } = [];
            }

            public abstract class AIFunction { }

            public static class AIFunctionFactory
            {
                public static AIFunction Create(Delegate method, string? name = null, string? description = null) => throw new NotSupportedException();
            }
        }

        namespace OpenAI.Chat
        {
            public class ChatMessageContentPart { public string Text { get; } = ""; }
            public class ChatMessageContent : System.Collections.ObjectModel.Collection<ChatMessageContentPart> { }
            public class ChatCompletion { public ChatMessageContent Content { get; } = []; }
            public class ClientResult<T> { public T Value { get; } = default!; }
            public class ChatClient { public Task<ClientResult<ChatCompletion>> CompleteChatAsync(params string[] messages) => throw new NotSupportedException(); }
        }

        namespace Microsoft.SemanticKernel
        {
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class KernelFunctionAttribute : Attribute
            {
                public KernelFunctionAttribute() { }
                public KernelFunctionAttribute(string name) => Name = name;
                public string? Name { get; }
            }

            public abstract class StreamingKernelContent { }
            public class StreamingChatMessageContent : StreamingKernelContent { public string? Content { get; set; } }
        }

        namespace ModelContextProtocol.Server
        {
            [AttributeUsage(AttributeTargets.Class)]
            public sealed class McpServerToolTypeAttribute : Attribute { }

            [AttributeUsage(AttributeTargets.Method)]
            public sealed class McpServerToolAttribute : Attribute { public string? Name { get; set; } }
        }

        namespace FluentValidation
        {
            public interface IRuleBuilder<T, out TProperty> { }
            public interface IRuleBuilderOptions<T, out TProperty> : IRuleBuilder<T, TProperty> { }
            public interface IRuleBuilderInitial<T, out TProperty> : IRuleBuilder<T, TProperty> { }

            public abstract class AbstractValidator<T>
            {
                public IRuleBuilderInitial<T, TProperty> RuleFor<TProperty>(Expression<Func<T, TProperty>> expression) => throw new NotSupportedException();
            }

            public static class DefaultValidatorExtensions
            {
                public static IRuleBuilderOptions<T, TProperty> NotEmpty<T, TProperty>(this IRuleBuilder<T, TProperty> ruleBuilder) => throw new NotSupportedException();
                public static IRuleBuilderOptions<T, string> MaximumLength<T>(this IRuleBuilder<T, string> ruleBuilder, int maximumLength) => throw new NotSupportedException();
                public static IRuleBuilderOptions<T, string> Matches<T>(this IRuleBuilder<T, string> ruleBuilder, string expression) => throw new NotSupportedException();
                public static IRuleBuilderOptions<T, TProperty> Must<T, TProperty>(this IRuleBuilder<T, TProperty> ruleBuilder, Func<TProperty, bool> predicate) => throw new NotSupportedException();
            }
        }

        namespace Duende.IdentityServer.Models
        {
            public class AuthorizationRequest { public string ClientId { get; } = ""; }
        }

        namespace Duende.IdentityServer.Services
        {
            public interface IIdentityServerInteractionService
            {
                Task<Duende.IdentityServer.Models.AuthorizationRequest?> GetAuthorizationContextAsync(string? returnUrl);
                bool IsValidReturnUrl(string? returnUrl);
            }
        }

        namespace Ganss.Xss
        {
            public class HtmlSanitizer { public string Sanitize(string html, string baseUrl = "") => throw new NotSupportedException(); }
        }

        namespace Markdig
        {
            public class MarkdownPipeline { }
            public class MarkdownPipelineBuilder { public MarkdownPipeline Build() => throw new NotSupportedException(); }
            public static class MarkdownExtensions { public static MarkdownPipelineBuilder DisableHtml(this MarkdownPipelineBuilder pipeline) => throw new NotSupportedException(); }
            public static class Markdown { public static string ToHtml(string markdown, MarkdownPipeline? pipeline = null) => throw new NotSupportedException(); }
        }
        """;

    /// <summary>The assembly, as a package would bring it.</summary>
    public static MetadataReference Reference { get; } = Compiled();

    private static MetadataReference Compiled()
    {
        using var stream = new MemoryStream();
        var result = CSharpCompilation.Create(
            "Packages",
            [CSharpSyntaxTree.ParseText(Source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest))],
            References.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
