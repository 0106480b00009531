using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace PrototypeShop.Web.Assistant;

/// <summary>Answers customers' questions about products and orders.</summary>
internal class ShopAssistant(IChatClient chat, ShopDbContext shop, OrderTools tools, ILogger<ShopAssistant> logger)
{
    private static readonly List<ChatMessage> Conversation = [];

    public async Task<string> AskAsync(string question, string customerName, CancellationToken cancellationToken)
    {
        logger.LogInformation("A customer asks: {Question}", question);

        // Find products that the question may be about
        var words = question.Split(' ');
        var products = await shop.Products.Where(p => words.Contains(p.Name)).Take(5).ToListAsync(cancellationToken);
        var notes = string.Join("\n", products.Select(p => $"{p.Name}, {p.Price} EUR: {p.Description}"));

        Conversation.Add(new ChatMessage(ChatRole.System, $"You are the assistant of a web shop and talk to {customerName}. Answer in two sentences. These products may help:\n{notes}"));
        Conversation.Add(new ChatMessage(ChatRole.User, question));

        var response = await chat.GetResponseAsync(
            Conversation,
            new ChatOptions { Tools = [AIFunctionFactory.Create(tools.GetOrderStatusAsync), AIFunctionFactory.Create(tools.CancelAsync)] },
            cancellationToken);
        Conversation.AddRange(response.Messages);
        return response.Text;
    }
}
